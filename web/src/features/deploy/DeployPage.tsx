import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleAlert, Rocket } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { errorText } from "@/components/errorText";
import { describedBy, Field } from "@/components/Field";
import { Input } from "@/components/Input";
import { PageHeader } from "@/components/PageHeader";
import { ErrorState, Loading, Skeleton } from "@/components/States";
import { toast } from "@/components/toasts";
import { createPod, podKeys } from "@/lib/api/pods";
import { pricingQuery } from "@/lib/api/pricing";
import type { PodRequest, Pricing, Template } from "@/lib/api/types";
import { formatMicros } from "@/lib/money";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { CostSummary, useHourlyCost } from "./CostSummary";
import {
  CONTAINER_DISK,
  deploySchema,
  INITIAL_VALUES,
  toRequest,
  VOLUME_DISK,
  type DeployValues,
} from "./deployForm";
import { DiskField } from "./DiskField";
import { FormSection } from "./FormSection";
import { GpuField } from "./GpuField";
import { NameField } from "./NameField";
import { NetworkFields } from "./NetworkFields";
import { placeServerError } from "./serverErrors";
import { SourceFields } from "./SourceFields";
import { Submission } from "./submission";
import { fillFromTemplate, type FilledField } from "./templateFill";

const SUMMARY_BESIDE = "(min-width: 64rem)";
const DEFAULT_VOLUME_PATH = "/workspace";

interface DeployPageProps {
  /** Offers to deploy for somebody else. */
  admin: boolean;
  /** Where the new pod can be seen. */
  podsPath: "/client/pods" | "/admin/pods";
}

export function DeployPage(props: DeployPageProps) {
  const { t } = useTranslation();
  const pricing = useQuery(pricingQuery);
  return (
    <>
      <PageHeader title={t("deploy.title")} subtitle={t("deploy.subtitle")} />
      {pricing.data ? (
        <DeployForm pricing={pricing.data} {...props} />
      ) : pricing.isError ? (
        <ErrorState
          title={t("deploy.pricingFailed")}
          text={errorText(pricing.error, t)}
          retrying={pricing.isFetching}
          onRetry={() => void pricing.refetch()}
        />
      ) : (
        <Loading>
          <Skeleton className="mb-5 h-64 rounded-xl" />
          <Skeleton className="h-48 rounded-xl" />
        </Loading>
      )}
    </>
  );
}

function DeployForm({ pricing, admin, podsPath }: DeployPageProps & { pricing: Pricing }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const summaryBeside = useMediaQuery(SUMMARY_BESIDE);
  const [template, setTemplate] = useState<Template>();
  const [general, setGeneral] = useState<string>();
  const byHand = useRef(new Set<FilledField>());
  const submission = useRef(new Submission());

  const schema = useMemo(
    () => deploySchema(t, (key) => pricing.gpus[key]?.available === true),
    [t, pricing],
  );
  const form = useForm<DeployValues>({
    resolver: zodResolver(schema),
    defaultValues: INITIAL_VALUES,
    // Not on blur: a message that appears between press and release moves the button that was meant.
    mode: "onSubmit",
  });
  const { register, setValue, setError, handleSubmit, formState, control } = form;
  const usedTemplate =
    useWatch({ control, name: "deploymentType" }) === "template" ? template : undefined;
  const assignError = formState.errors.assignToUser?.message;

  const create = useMutation({
    mutationFn: (request: PodRequest) => createPod(request, submission.current.keyFor(request)),
    onSuccess: (pod) => {
      submission.current.answered();
      toast.ok(pod.name, pod.message || t("deploy.created"));
      void client.invalidateQueries({ queryKey: podKeys.lists });
      void navigate({ to: podsPath });
    },
    onError: (error) => {
      submission.current.failed(error);
      const placed = placeServerError(error);
      placed.fields.forEach(({ field, message }, index) =>
        setError(field, { type: "server", message }, { shouldFocus: index === 0 }),
      );
      if (placed.general) setGeneral(errorText(error, t));
    },
  });

  const submit = handleSubmit(
    (values) => {
      setGeneral(undefined);
      create.mutate(toRequest(values));
    },
    () => setGeneral(t("deploy.fixErrors")),
  );

  function choose(next: Template) {
    setTemplate(next);
    const validate = formState.isSubmitted;
    setValue("template", next.id, { shouldValidate: true });
    const fill = fillFromTemplate(next, byHand.current);
    // A GPU that is switched off would only be an error nobody made.
    if (fill.gpu && !pricing.gpus[fill.gpu]?.available) delete fill.gpu;
    for (const [field, value] of Object.entries(fill) as [FilledField, never][]) {
      setValue(field, value, { shouldValidate: validate });
    }
  }

  const changedByHand = (field: FilledField) => {
    byHand.current.add(field);
  };

  const submitButton = (
    <Button type="submit" variant="primary" size="lg" className="w-full" busy={create.isPending}>
      {!create.isPending && <Rocket aria-hidden />}
      {create.isPending ? t("deploy.submitting") : t("deploy.submit")}
    </Button>
  );
  const generalError = (
    <div role="alert">
      {general !== undefined && (
        <p className="mt-4 flex gap-2 rounded-lg bg-bad-soft px-3 py-2.5 text-sm text-bad-text">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span className="min-w-0 break-words">{general}</span>
        </p>
      )}
    </div>
  );

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_22rem] xl:gap-6"
      >
        <div className="flex min-w-0 flex-col gap-5">
          <FormSection title={t("deploy.basics")}>
            <NameField />
            <SourceFields template={template} onTemplate={choose} />
            {admin && (
              <Field
                id="assignToUser"
                label={t("deploy.assignTo")}
                hint={t("deploy.assignToHint")}
                error={assignError}
              >
                <Input
                  id="assignToUser"
                  type="email"
                  autoComplete="off"
                  placeholder={t("deploy.assignToPlaceholder")}
                  aria-invalid={assignError !== undefined}
                  aria-describedby={describedBy("assignToUser", true, assignError !== undefined)}
                  {...register("assignToUser", { setValueAs: (value: string) => value.trim() })}
                />
              </Field>
            )}
          </FormSection>
          <FormSection title={t("deploy.gpu")}>
            <GpuField pricing={pricing} onChosenByHand={() => changedByHand("gpu")} />
          </FormSection>
          <FormSection title={t("deploy.storage")}>
            <DiskField
              name="containerDiskSize"
              label={t("deploy.containerDisk")}
              hint={t("deploy.containerDiskHint")}
              limits={CONTAINER_DISK}
              suggested={usedTemplate?.containerDiskSize}
              onChangedByHand={() => changedByHand("containerDiskSize")}
            />
            <DiskField
              name="volumeDiskSize"
              label={t("deploy.volumeDisk")}
              hint={t("deploy.volumeDiskHint", {
                path: usedTemplate?.volumePath ?? DEFAULT_VOLUME_PATH,
              })}
              limits={VOLUME_DISK}
              suggested={usedTemplate?.volumeDiskSize}
              onChangedByHand={() => changedByHand("volumeDiskSize")}
            />
          </FormSection>
          <FormSection title={t("deploy.network")}>
            <NetworkFields template={usedTemplate} onChangedByHand={changedByHand} />
          </FormSection>
        </div>
        {summaryBeside ? (
          <div className="sticky top-22">
            <CostSummary pricing={pricing}>
              {generalError}
              <div className="mt-5">{submitButton}</div>
            </CostSummary>
          </div>
        ) : (
          <>
            <CostSummary pricing={pricing}>{generalError}</CostSummary>
            <div className="sticky bottom-0 z-10 -mx-4 -mb-6 flex items-center gap-4 border-t bg-surface/95 px-4 py-3 backdrop-blur sm:-mx-6 sm:px-6">
              <RunningTotal pricing={pricing} />
              <div className="flex-1">{submitButton}</div>
            </div>
          </>
        )}
      </form>
    </FormProvider>
  );
}

function RunningTotal({ pricing }: { pricing: Pricing }) {
  const { t } = useTranslation();
  const { total } = useHourlyCost(pricing);
  return (
    <p className="leading-tight">
      <span className="block text-xs text-ink-soft">{t("deploy.cost")}</span>
      <span className="text-lg font-semibold tabular-nums">{formatMicros(total)}</span>
    </p>
  );
}
