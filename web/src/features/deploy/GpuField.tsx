import { Cpu } from "lucide-react";
import { useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { describedBy, FieldError } from "@/components/Field";
import type { GpuPrice, Pricing } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatMicros, toMicros } from "@/lib/money";
import type { DeployValues } from "./deployForm";
import { RadioCard } from "./RadioCard";

/** The key of the price list for a pod without a GPU. */
const NO_GPU = "cpu";

interface GpuFieldProps {
  pricing: Pricing;
  onChosenByHand: () => void;
}

export function GpuField({ pricing, onChosenByHand }: GpuFieldProps) {
  const { t } = useTranslation();
  const { register, formState } = useFormContext<DeployValues>();
  const error = formState.errors.gpu?.message;
  return (
    <div
      role="radiogroup"
      aria-label={t("deploy.gpu")}
      aria-describedby={describedBy("gpu", false, error !== undefined)}
      className="flex flex-col gap-2"
    >
      <div className="grid gap-3 sm:grid-cols-2 2xl:grid-cols-3">
        {Object.entries(pricing.gpus).map(([key, gpu]) => (
          <RadioCard
            key={key}
            value={key}
            disabled={!gpu.available}
            {...register("gpu", { onChange: onChosenByHand })}
          >
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-semibold">{gpu.name}</span>
              <span className="text-sm font-medium tabular-nums">
                {t("pods.perHour", { amount: formatMicros(toMicros(gpu.price), { decimals: 4 }) })}
              </span>
            </span>
            <span className="mt-1 flex items-center gap-1.5 text-sm text-ink-soft">
              <Cpu className="size-3.5" aria-hidden />
              {t("deploy.gpuHardware", { cpu: gpu.cpu, memory: gpu.memoryGiB })}
            </span>
            <Availability gpu={gpu} countable={key !== NO_GPU} />
          </RadioCard>
        ))}
      </div>
      {error !== undefined && <FieldError id="gpu">{error}</FieldError>}
    </div>
  );
}

interface AvailabilityProps {
  gpu: GpuPrice;
  /** There is something to run out of. */
  countable: boolean;
}

function Availability({ gpu, countable }: AvailabilityProps) {
  const { t } = useTranslation();
  const waiting = gpu.queued > 0 ? ` · ${t("deploy.gpuQueued", { count: gpu.queued })}` : "";
  const [dot, text] = !gpu.available
    ? ["bg-idle", t("deploy.gpuOff")]
    : !countable
      ? ["bg-ok", t("deploy.gpuNotNeeded")]
      : gpu.free === null
        ? ["bg-idle", t("deploy.gpuUnknown")]
        : gpu.total === 0
          ? ["bg-bad", t("deploy.gpuNowhere")]
          : gpu.free === 0
            ? ["bg-wait", t("deploy.gpuNoneFree") + waiting]
            : [
                "bg-ok",
                t("deploy.gpuFree", { free: gpu.free, total: gpu.total ?? gpu.free }) + waiting,
              ];
  return (
    <span className="mt-2 flex gap-1.5 text-sm">
      <span className={cn("mt-1.5 size-2 shrink-0 rounded-full", dot)} aria-hidden />
      {text}
    </span>
  );
}
