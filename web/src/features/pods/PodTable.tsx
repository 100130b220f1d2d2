import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Pod } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatMicros, toMicros } from "@/lib/money";
import { PodActions, type PodActionHandlers } from "./PodActions";
import { ActiveTime, Usage } from "./PodFacts";
import { StatusBadge } from "./StatusBadge";
import { hasStatusNote, StatusNote } from "./StatusNote";

export interface PodListProps extends PodActionHandlers {
  pods: readonly Pod[];
  admin: boolean;
}

export function PodTable({ pods, admin, ...handlers }: PodListProps) {
  const { t } = useTranslation();
  const columns = admin ? 9 : 8;
  return (
    <table className="w-full text-left text-sm" aria-label={t("pods.table")}>
      <thead>
        <tr className="border-b text-xs font-medium text-ink-soft">
          <Head className="pl-5">{t("pods.column.name")}</Head>
          {admin && <Head>{t("pods.column.owner")}</Head>}
          <Head>{t("pods.column.status")}</Head>
          <Head>{t("pods.column.gpu")}</Head>
          <Head>{t("pods.column.activeTime")}</Head>
          <Head>{t("pods.column.cpu")}</Head>
          <Head>{t("pods.column.memory")}</Head>
          <Head>
            <abbr title={t("pods.column.gpuUsageLong")} className="no-underline">
              {t("pods.column.gpuUsage")}
            </abbr>
          </Head>
          <Head className="pr-5">{t("pods.column.actions")}</Head>
        </tr>
      </thead>
      <tbody>
        {pods.map((pod) => (
          <Fragment key={pod.id}>
            <tr className={cn("align-middle", !hasStatusNote(pod) && "border-b last:border-0")}>
              <th scope="row" className="max-w-44 py-3.5 pr-2 pl-5 font-normal">
                <PodName pod={pod} admin={admin} />
              </th>
              {admin && (
                <td className="max-w-36 truncate px-2" title={pod.owner?.email}>
                  {pod.owner?.email ?? "-"}
                </td>
              )}
              <td className="px-2">
                <StatusBadge status={pod.status} />
              </td>
              <td className="px-2">
                <GpuName pod={pod} />
              </td>
              <td className="px-2">
                <ActiveTime pod={pod} />
              </td>
              <td className="px-2">
                <Usage pod={pod} measure="cpu" compact />
              </td>
              <td className="px-2">
                <Usage pod={pod} measure="memory" compact />
              </td>
              <td className="px-2">
                <Usage pod={pod} measure="gpu" compact />
              </td>
              <td className="w-0 py-2 pr-4 pl-2">
                <PodActions pod={pod} admin={admin} {...handlers} />
              </td>
            </tr>
            {hasStatusNote(pod) && (
              <tr className="border-b last:border-0">
                <td colSpan={columns} className="px-5 pb-3.5">
                  <StatusNote pod={pod} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Head({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <th scope="col" className={cn("px-2 py-2.5 font-medium whitespace-nowrap", className)}>
      {children}
    </th>
  );
}

/** Leads to the page of the pod. */
export function PodName({ pod, admin }: { pod: Pod; admin: boolean }) {
  const source = pod.deploymentType === "template" ? pod.templateName : null;
  return (
    <>
      <Link
        to={admin ? "/admin/pods/$podId" : "/client/pods/$podId"}
        params={{ podId: pod.id }}
        className="block truncate font-semibold hover:text-accent-text hover:underline"
        title={pod.name}
      >
        {pod.name}
      </Link>
      <span className="block truncate text-xs text-ink-soft" title={pod.dockerImage}>
        {source ?? pod.dockerImage}
      </span>
    </>
  );
}

export function GpuName({ pod }: { pod: Pod }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="block whitespace-nowrap">{pod.gpuName}</span>
      <span className="block text-xs whitespace-nowrap text-ink-soft tabular-nums">
        {t("pods.perHour", { amount: formatMicros(toMicros(pod.costPerHour)) })}
      </span>
    </>
  );
}
