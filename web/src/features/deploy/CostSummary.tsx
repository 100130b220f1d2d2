import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { meQuery } from "@/lib/api/auth";
import type { Pricing } from "@/lib/api/types";
import { walletQuery } from "@/lib/api/wallet";
import { formatDuration } from "@/lib/duration";
import { formatMicros, toMicros, type Micros } from "@/lib/money";
import { chargedVolumeSize, hourlyCost, lastsFor, type HourlyCost } from "./cost";
import type { DeployValues } from "./deployForm";

const HOUR_SECONDS = 3600;

/** The cost of what the form says right now. */
export function useHourlyCost(pricing: Pricing): HourlyCost {
  const { control } = useFormContext<DeployValues>();
  const [gpu, containerDiskSize, volumeDiskSize] = useWatch({
    control,
    name: ["gpu", "containerDiskSize", "volumeDiskSize"],
  });
  return hourlyCost(pricing, {
    gpu,
    containerDiskSize,
    volumeDiskSize,
    workspaceSize: useWorkspaceSize(),
  });
}

/** GB of the payer's volume; 0 where it is not known, as for a pod that somebody else will pay. */
function useWorkspaceSize(): number {
  const { control } = useFormContext<DeployValues>();
  const assignToUser = useWatch({ control, name: "assignToUser" });
  const { data: me } = useQuery(meQuery);
  return assignToUser === "" ? (me?.workspaceSize ?? 0) : 0;
}

export function CostSummary({ pricing, children }: { pricing: Pricing; children?: ReactNode }) {
  const { t } = useTranslation();
  const { control } = useFormContext<DeployValues>();
  const [gpu, containerDiskSize, volumeDiskSize, assignToUser] = useWatch({
    control,
    name: ["gpu", "containerDiskSize", "volumeDiskSize", "assignToUser"],
  });
  const cost = useHourlyCost(pricing);
  const workspaceSize = useWorkspaceSize();
  const chargedVolume = chargedVolumeSize({ volumeDiskSize, workspaceSize });
  return (
    <section
      aria-labelledby="summary-title"
      className="rounded-xl border bg-surface p-5 shadow-card sm:p-6"
    >
      <h2 id="summary-title" className="font-semibold">
        {t("deploy.summary")}
      </h2>
      <dl className="mt-4 space-y-2 text-sm">
        <Line label={pricing.gpus[gpu]?.name ?? t("deploy.costGpu")}>
          {cost.gpu === null ? t("deploy.costGpuNone") : <Amount micros={cost.gpu} />}
        </Line>
        <Line label={t("deploy.costContainer", { size: sizeText(containerDiskSize) })}>
          <Amount micros={cost.containerDisk} />
        </Line>
        <Line label={t("deploy.costVolume", { size: sizeText(chargedVolume) })}>
          <Amount micros={cost.volumeDisk} />
        </Line>
      </dl>
      {workspaceSize > volumeDiskSize && (
        <p className="mt-1 text-sm text-ink-soft">
          {t("deploy.volumeLarger", { size: workspaceSize })}
        </p>
      )}
      <dl className="mt-4 border-t pt-4">
        <div className="flex items-baseline justify-between gap-3">
          <dt className="font-medium">{t("deploy.cost")}</dt>
          <dd className="text-2xl font-semibold tracking-tight tabular-nums">
            <Amount micros={cost.total} />
          </dd>
        </div>
      </dl>
      <Funds cost={cost} assignToUser={assignToUser} />
      {children}
    </section>
  );
}

function Funds({ cost, assignToUser }: { cost: HourlyCost; assignToUser: string }) {
  const { t } = useTranslation();
  const { data: wallet } = useQuery(walletQuery);
  if (assignToUser !== "") {
    return (
      <p className="mt-4 rounded-lg bg-sunken px-3 py-2.5 text-sm break-words text-ink-soft">
        {t("deploy.lastsOwner", { email: assignToUser })}
      </p>
    );
  }
  if (!wallet) return null;
  const seconds = lastsFor(wallet, cost);
  const available = wallet.available === null ? null : toMicros(wallet.available);
  const burnRate = toMicros(wallet.burnRatePerHour);
  return (
    <>
      <dl className="mt-4 space-y-2 text-sm">
        <Line label={t("deploy.balance")}>
          {available === null ? t("deploy.unlimited") : formatMicros(available, { floor: true })}
        </Line>
        <Line label={t("deploy.lasts")}>
          <span className="font-medium">
            {available === null
              ? t("deploy.lastsUnlimited")
              : seconds === null
                ? "-"
                : formatDuration(seconds)}
          </span>
        </Line>
      </dl>
      {available !== null && burnRate > 0 && (
        <p className="mt-1 text-sm text-ink-soft">
          {t("deploy.lastsShared", { rate: formatMicros(burnRate) })}
        </p>
      )}
      <div aria-live="polite">
        {cost.gpu !== null && seconds !== null && seconds < HOUR_SECONDS && (
          <p className="mt-4 flex gap-2 rounded-lg bg-wait-soft px-3 py-2.5 text-sm text-wait-text">
            <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            {available !== null && available <= 0 ? t("deploy.noBalance") : t("deploy.belowHour")}
          </p>
        )}
      </div>
    </>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-3">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="text-right tabular-nums">{children}</dd>
    </div>
  );
}

/** Prices may be fractions of a cent: all their places are shown. */
function Amount({ micros }: { micros: Micros }) {
  return formatMicros(micros, { decimals: 6 });
}

function sizeText(size: number): string {
  return Number.isFinite(size) ? String(size) : "-";
}
