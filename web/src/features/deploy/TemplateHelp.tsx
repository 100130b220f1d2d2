import { lazy, Suspense } from "react";
import { Dialog } from "@/components/Dialog";
import { Loading, Skeleton } from "@/components/States";
import type { Template } from "@/lib/api/types";

// The Markdown parser is of the size of the whole form, and few people ask for help.
const Markdown = lazy(() =>
  import("@/components/Markdown").then((module) => ({ default: module.Markdown })),
);

export default function TemplateHelp({
  template,
  onClose,
}: {
  template: Template;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={template.name}
      description={template.dockerImage}
    >
      <Suspense
        fallback={
          <Loading>
            <Skeleton className="mb-2 h-4 w-2/3 rounded-md" />
            <Skeleton className="h-4 w-1/2 rounded-md" />
          </Loading>
        }
      >
        <Markdown text={template.description} />
      </Suspense>
    </Dialog>
  );
}
