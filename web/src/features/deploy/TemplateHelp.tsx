import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { Loading, Skeleton } from "@/components/States";
import type { Template } from "@/lib/api/types";

// The Markdown parser is of the size of the whole form, and few people ask for help.
const Markdown = lazy(() =>
  import("@/components/Markdown").then((module) => ({ default: module.Markdown })),
);

export function TemplateHelp({ template, onClose }: { template: Template; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={template.name}
      description={t("deploy.help", { template: template.dockerImage })}
    >
      <Suspense
        fallback={
          <Loading>
            <Skeleton className="mb-2 h-4 w-2/3" />
            <Skeleton className="h-4 w-1/2" />
          </Loading>
        }
      >
        <Markdown text={template.description} />
      </Suspense>
    </Dialog>
  );
}
