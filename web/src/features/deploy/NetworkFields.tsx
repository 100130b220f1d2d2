import { Controller, useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { describedBy, Field } from "@/components/Field";
import { Input } from "@/components/Input";
import { Switch } from "@/components/Switch";
import type { Template } from "@/lib/api/types";
import type { DeployValues } from "./deployForm";
import { RestoreButton } from "./RestoreButton";
import { templateValues, type FilledField } from "./templateFill";

interface NetworkFieldsProps {
  /** The chosen template; undefined when an image is deployed. */
  template: Template | undefined;
  onChangedByHand: (field: FilledField) => void;
}

export function NetworkFields({ template, onChangedByHand }: NetworkFieldsProps) {
  const { t } = useTranslation();
  const { register, control, formState, setValue } = useFormContext<DeployValues>();
  const [type, ports] = useWatch({ control, name: ["deploymentType", "ports"] });
  const byTemplate = type === "template";
  const error = formState.errors.ports?.message;
  const suggested = template && templateValues(template).ports;
  const tcp = template?.tcpPorts.map(({ port, serviceName }) => `${port} ${serviceName}`) ?? [];

  return (
    <>
      <Field
        id="ports"
        label={t("deploy.ports")}
        hint={byTemplate ? t("deploy.portsHintTemplate") : t("deploy.portsHintDocker")}
        error={error}
        aside={
          suggested !== undefined &&
          suggested !== ports && (
            <RestoreButton
              value={suggested}
              onClick={() => setValue("ports", suggested, { shouldValidate: true })}
            />
          )
        }
      >
        <Input
          id="ports"
          autoComplete="off"
          spellCheck={false}
          placeholder={
            byTemplate ? t("deploy.portsPlaceholderTemplate") : t("deploy.portsPlaceholderDocker")
          }
          aria-invalid={error !== undefined}
          aria-describedby={describedBy("ports", true, error !== undefined)}
          {...register("ports", { onChange: () => onChangedByHand("ports") })}
        />
      </Field>
      {byTemplate && (
        <Field id="tcpPorts" label={t("deploy.tcpPorts")} hint={t("deploy.tcpPortsHint")}>
          <Input
            id="tcpPorts"
            disabled
            value={tcp.join(", ") || t("deploy.tcpPortsNone")}
            aria-describedby={describedBy("tcpPorts", true, false)}
          />
        </Field>
      )}
      <div className="flex items-start gap-3">
        <Controller
          control={control}
          name="enableJupyter"
          render={({ field }) => (
            <Switch
              id="enableJupyter"
              ref={field.ref}
              checked={field.value}
              aria-describedby={describedBy("enableJupyter", true, false)}
              onBlur={field.onBlur}
              onCheckedChange={(checked) => {
                onChangedByHand("enableJupyter");
                field.onChange(checked);
              }}
            />
          )}
        />
        <div className="min-w-0">
          <label htmlFor="enableJupyter" className="text-sm font-medium">
            {t("deploy.jupyter")}
          </label>
          <p id="enableJupyter-hint" className="mt-0.5 text-sm text-ink-soft">
            {t("deploy.jupyterHint")}
          </p>
        </div>
      </div>
    </>
  );
}
