import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { describedBy, Field } from "@/components/Field";
import { inputClasses } from "@/components/Input";
import { Slider } from "@/components/Slider";
import { cn } from "@/lib/cn";
import type { DeployValues } from "./deployForm";
import { RestoreButton } from "./RestoreButton";

interface DiskFieldProps {
  name: "containerDiskSize" | "volumeDiskSize";
  label: string;
  hint: string;
  limits: { min: number; max: number };
  /** The template's size, if one is chosen. */
  suggested: number | undefined;
  onChangedByHand: () => void;
}

/** A size in GB by slider or number, whichever suits. */
export function DiskField({
  name,
  label,
  hint,
  limits,
  suggested,
  onChangedByHand,
}: DiskFieldProps) {
  const { t } = useTranslation();
  const { control, setValue } = useFormContext<DeployValues>();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => {
        const error = fieldState.error?.message;
        const change = (size: number) => {
          onChangedByHand();
          setValue(name, size, { shouldDirty: true, shouldValidate: true });
        };
        return (
          <Field
            id={name}
            label={label}
            hint={hint}
            error={error}
            aside={
              suggested !== undefined &&
              suggested !== field.value && (
                <RestoreButton
                  value={t("deploy.gb", { size: suggested })}
                  onClick={() => change(suggested)}
                />
              )
            }
          >
            <div className="flex items-center gap-4">
              <Slider
                value={Number.isFinite(field.value) ? field.value : limits.min}
                min={limits.min}
                max={limits.max}
                onChange={change}
                onBlur={field.onBlur}
                aria-label={label}
              />
              <span className="relative shrink-0">
                <input
                  id={name}
                  ref={field.ref}
                  type="number"
                  inputMode="numeric"
                  className={cn(
                    inputClasses,
                    "h-10 w-24 [appearance:textfield] pr-10 pl-3 text-right tabular-nums [&::-webkit-inner-spin-button]:appearance-none",
                  )}
                  min={limits.min}
                  max={limits.max}
                  value={Number.isFinite(field.value) ? field.value : ""}
                  aria-invalid={error !== undefined}
                  aria-describedby={describedBy(name, true, error !== undefined)}
                  onBlur={field.onBlur}
                  onChange={(event) => change(event.target.valueAsNumber)}
                />
                <span
                  className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-sm text-ink-soft"
                  aria-hidden
                >
                  GB
                </span>
              </span>
            </div>
          </Field>
        );
      }}
    />
  );
}
