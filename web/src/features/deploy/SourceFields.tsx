import { CircleHelp, Container, LayoutTemplate } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { describedBy, Field, FieldError } from "@/components/Field";
import { Input } from "@/components/Input";
import type { Template } from "@/lib/api/types";
import type { DeployValues } from "./deployForm";
import { RadioCard } from "./RadioCard";

const TemplateDialog = lazy(() => import("./TemplateDialog"));
const TemplateHelp = lazy(() => import("./TemplateHelp"));

interface SourceFieldsProps {
  template: Template | undefined;
  onTemplate: (template: Template) => void;
}

/** What runs in the pod: a template, or any Docker image. */
export function SourceFields({ template, onTemplate }: SourceFieldsProps) {
  const { t } = useTranslation();
  const { register, control, formState } = useFormContext<DeployValues>();
  const type = useWatch({ control, name: "deploymentType" });
  const imageError = formState.errors.dockerImage?.message;

  return (
    <>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">{t("deploy.type")}</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          <RadioCard value="template" {...register("deploymentType")}>
            <span className="flex items-center gap-2 font-medium">
              <LayoutTemplate className="size-4 text-accent-text" aria-hidden />
              {t("deploy.template")}
            </span>
            <span className="mt-0.5 text-sm text-ink-soft">{t("deploy.templateText")}</span>
          </RadioCard>
          <RadioCard value="docker" {...register("deploymentType")}>
            <span className="flex items-center gap-2 font-medium">
              <Container className="size-4 text-accent-text" aria-hidden />
              {t("deploy.docker")}
            </span>
            <span className="mt-0.5 text-sm text-ink-soft">{t("deploy.dockerText")}</span>
          </RadioCard>
        </div>
      </fieldset>
      {type === "template" ? (
        <TemplateField template={template} onTemplate={onTemplate} />
      ) : (
        <Field id="dockerImage" label={t("deploy.dockerImage")} error={imageError}>
          <Input
            id="dockerImage"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={t("deploy.dockerImagePlaceholder")}
            aria-invalid={imageError !== undefined}
            aria-describedby={describedBy("dockerImage", false, imageError !== undefined)}
            {...register("dockerImage")}
          />
        </Field>
      )}
    </>
  );
}

function TemplateField({ template, onTemplate }: SourceFieldsProps) {
  const { t } = useTranslation();
  const { formState } = useFormContext<DeployValues>();
  const [choosing, setChoosing] = useState(false);
  const [helping, setHelping] = useState(false);
  const error = formState.errors.template?.message;

  return (
    <div className="flex flex-col gap-1.5">
      <span id="template-label" className="text-sm font-medium">
        {t("deploy.template")}
      </span>
      {template ? (
        <div className="flex items-center gap-3 rounded-xl border border-line-strong p-3 pl-4">
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{template.name}</p>
            <p className="truncate text-sm text-ink-soft">{template.dockerImage}</p>
          </div>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("deploy.help", { template: template.name })}
            title={t("deploy.help", { template: template.name })}
            onClick={() => setHelping(true)}
          >
            <CircleHelp aria-hidden />
          </Button>
          <Button onClick={() => setChoosing(true)}>{t("deploy.changeTemplate")}</Button>
        </div>
      ) : (
        <Button
          id="template"
          size="tile"
          className="w-full border-dashed"
          aria-describedby={describedBy("template", false, error !== undefined)}
          onClick={() => setChoosing(true)}
        >
          <LayoutTemplate aria-hidden />
          {t("deploy.chooseTemplate")}
        </Button>
      )}
      {error !== undefined && <FieldError id="template">{error}</FieldError>}
      <Suspense>
        {choosing && (
          <TemplateDialog
            chosen={template?.id}
            onChoose={(next) => {
              onTemplate(next);
              setChoosing(false);
            }}
            onClose={() => setChoosing(false)}
          />
        )}
        {helping && template && (
          <TemplateHelp template={template} onClose={() => setHelping(false)} />
        )}
      </Suspense>
    </div>
  );
}
