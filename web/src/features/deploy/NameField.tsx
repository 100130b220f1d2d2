import { Wand2 } from "lucide-react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { describedBy, Field } from "@/components/Field";
import { Input } from "@/components/Input";
import { isPodName, slugify } from "@/lib/slug";
import type { DeployValues } from "./deployForm";

/** The name, with the nearest valid one offered when what was typed is not. */
export function NameField() {
  const { t } = useTranslation();
  const { register, setValue, control, formState } = useFormContext<DeployValues>();
  const name = useWatch({ control, name: "name" });
  const error = formState.errors.name?.message;
  const slug = slugify(name);
  const offer = name.trim() !== "" && !isPodName(name.trim()) && slug !== "";

  return (
    <Field id="name" label={t("deploy.name")} hint={t("deploy.nameHint")} error={error}>
      <div className="flex flex-col gap-2 sm:flex-row">
        <Input
          id="name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={t("deploy.namePlaceholder")}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy("name", true, error !== undefined)}
          {...register("name")}
        />
        <span aria-live="polite" className="empty:-mt-2 sm:empty:mt-0 sm:empty:-ml-2">
          {offer && (
            <Button
              size="input"
              className="max-w-full"
              onClick={() => setValue("name", slug, { shouldDirty: true, shouldValidate: true })}
            >
              <Wand2 aria-hidden />
              <span className="truncate">{t("deploy.useSlug", { slug })}</span>
            </Button>
          )}
        </span>
      </div>
    </Field>
  );
}
