import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Pod } from "@/lib/api/types";
import { PodActions, type PodActionHandlers } from "./PodActions";
import { ActiveTime, Usage } from "./PodFacts";
import { GpuName, PodName, type PodListProps } from "./PodTable";
import { StatusBadge } from "./StatusBadge";
import { StatusNote } from "./StatusNote";

/** The table for screens that are too narrow for it. */
export function PodCards({ pods, admin, ...handlers }: PodListProps) {
  const { t } = useTranslation();
  return (
    <ul className="grid gap-4 md:grid-cols-2" aria-label={t("pods.table")}>
      {pods.map((pod) => (
        <PodCard key={pod.id} pod={pod} admin={admin} {...handlers} />
      ))}
    </ul>
  );
}

interface PodCardProps extends PodActionHandlers {
  pod: Pod;
  admin: boolean;
}

function PodCard({ pod, admin, ...handlers }: PodCardProps) {
  const { t } = useTranslation();
  const nameId = useId();
  return (
    <li
      aria-labelledby={nameId}
      className="flex min-w-0 flex-col gap-4 rounded-xl border bg-surface p-4 shadow-card"
    >
      <div className="flex items-start justify-between gap-3">
        <h2 id={nameId} className="min-w-0 font-normal">
          <PodName pod={pod} admin={admin} />
        </h2>
        <StatusBadge status={pod.status} />
      </div>
      {admin && pod.owner && (
        <p className="-mt-2 truncate text-xs text-ink-soft" title={pod.owner.email}>
          {pod.owner.email}
        </p>
      )}
      <StatusNote pod={pod} />
      <dl className="grid grid-cols-3 gap-x-4 gap-y-3 text-sm">
        <Fact label={t("pods.column.gpu")} wide>
          <GpuName pod={pod} />
        </Fact>
        <Fact label={t("pods.column.activeTime")}>
          <ActiveTime pod={pod} />
        </Fact>
        {pod.status === "running" && (
          <>
            <Fact label={t("pods.column.cpu")}>
              <Usage pod={pod} measure="cpu" />
            </Fact>
            <Fact label={t("pods.column.memory")}>
              <Usage pod={pod} measure="memory" />
            </Fact>
            <Fact label={t("pods.column.gpuUsage")}>
              <Usage pod={pod} measure="gpu" />
            </Fact>
          </>
        )}
      </dl>
      <PodActions
        pod={pod}
        admin={admin}
        {...handlers}
        className="mt-auto border-t pt-3 [&>:first-child]:flex-1 [&>:nth-child(2)]:flex-1"
      />
    </li>
  );
}

function Fact({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? "col-span-2 min-w-0" : "min-w-0"}>
      <dt className="mb-0.5 text-xs text-ink-soft">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
