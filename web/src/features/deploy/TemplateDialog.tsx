import { useQuery } from "@tanstack/react-query";
import { Check, CircleHelp, LayoutTemplate } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { errorText } from "@/components/errorText";
import { SearchInput } from "@/components/SearchInput";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/States";
import { templatesQuery } from "@/lib/api/templates";
import type { Template } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import TemplateHelp from "./TemplateHelp";

// With fewer, everything is in view and a search would only be in the way.
const SEARCH_FROM = 7;

interface TemplateDialogProps {
  chosen: string | undefined;
  onChoose: (template: Template) => void;
  onClose: () => void;
}

export default function TemplateDialog({ chosen, onChoose, onClose }: TemplateDialogProps) {
  const { t } = useTranslation();
  const templates = useQuery(templatesQuery);
  const [search, setSearch] = useState("");
  const [help, setHelp] = useState<Template | null>(null);
  const all = templates.data ?? [];
  const wanted = search.trim().toLowerCase();
  const shown = all.filter(({ name, dockerImage }) =>
    `${name} ${dockerImage}`.toLowerCase().includes(wanted),
  );

  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("deploy.dialog.title")}
      description={t("deploy.dialog.description")}
    >
      {templates.isPending ? (
        <Loading>
          <div className="grid gap-3 sm:grid-cols-2">
            {[0, 1, 2, 3].map((card) => (
              <Skeleton key={card} className="h-28 rounded-xl" />
            ))}
          </div>
        </Loading>
      ) : templates.data === undefined ? (
        <ErrorState
          title={t("deploy.dialog.failed")}
          text={errorText(templates.error, t)}
          retrying={templates.isFetching}
          onRetry={() => void templates.refetch()}
        />
      ) : all.length === 0 ? (
        <EmptyState
          icon={LayoutTemplate}
          title={t("deploy.dialog.emptyTitle")}
          text={t("deploy.dialog.emptyText")}
        />
      ) : (
        <>
          {all.length >= SEARCH_FROM && (
            <SearchInput
              label={t("deploy.dialog.search")}
              className="mb-4"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          )}
          {shown.length === 0 && (
            <p role="status" className="py-8 text-center text-sm text-ink-soft">
              {t("deploy.dialog.noMatch")}
            </p>
          )}
          <ul className="grid gap-3 sm:grid-cols-2">
            {shown.map((template) => (
              <TemplateCard
                key={template.id}
                template={template}
                chosen={template.id === chosen}
                onChoose={() => onChoose(template)}
                onHelp={() => setHelp(template)}
              />
            ))}
          </ul>
        </>
      )}
      {help && <TemplateHelp template={help} onClose={() => setHelp(null)} />}
    </Dialog>
  );
}

interface TemplateCardProps {
  template: Template;
  chosen: boolean;
  onChoose: () => void;
  onHelp: () => void;
}

function TemplateCard({ template, chosen, onChoose, onHelp }: TemplateCardProps) {
  const { t } = useTranslation();
  const ports = template.httpPorts.map(({ port, serviceName }) => `${port} ${serviceName}`);
  return (
    <li className="relative">
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        className={cn(
          "flex h-full w-full flex-col rounded-xl border p-4 pr-12 text-left transition-colors hover:border-accent hover:bg-accent-soft/50",
          chosen ? "border-accent bg-accent-soft/60" : "border-line-strong",
        )}
      >
        <span className="flex items-center gap-1.5 font-medium">
          {template.name}
          {chosen && <Check className="size-4 text-accent-text" aria-hidden />}
        </span>
        <span className="mt-0.5 truncate text-sm text-ink-soft">{template.dockerImage}</span>
        <span className="mt-2.5 flex flex-wrap gap-1.5">
          {ports.map((port) => (
            <span key={port} className="rounded-md bg-sunken px-2 py-0.5 text-xs text-ink-soft">
              {port}
            </span>
          ))}
        </span>
      </button>
      <Button
        variant="ghost"
        size="iconSm"
        className="absolute top-2.5 right-2.5"
        aria-label={t("deploy.help", { template: template.name })}
        onClick={onHelp}
      >
        <CircleHelp aria-hidden />
      </Button>
    </li>
  );
}
