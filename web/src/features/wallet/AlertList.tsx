import { useQuery } from "@tanstack/react-query";
import { BellRing, CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { errorText } from "@/components/errorText";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/States";
import { alertsQuery } from "@/lib/api/wallet";
import { formatMoment } from "@/lib/dates";

/** The latest warnings that the money would end. */
export function AlertList() {
  const { t } = useTranslation();
  const alerts = useQuery(alertsQuery());
  return (
    <Card title={t("stats.alerts")}>
      {alerts.isError && !alerts.data ? (
        <ErrorState
          title={t("stats.alertsFailed")}
          text={errorText(alerts.error, t)}
          retrying={alerts.isFetching}
          onRetry={() => void alerts.refetch()}
        />
      ) : !alerts.data ? (
        <Loading>
          <Skeleton className="mb-2 h-12 rounded-lg" />
          <Skeleton className="h-12 rounded-lg" />
        </Loading>
      ) : alerts.data.items.length === 0 ? (
        <EmptyState
          icon={CircleCheck}
          title={t("stats.alertsEmpty")}
          text={t("stats.alertsEmptyText")}
        />
      ) : (
        <ul className="space-y-3">
          {alerts.data.items.map((alert) => (
            <li key={alert.id} className="flex gap-3 text-sm">
              <BellRing className="mt-0.5 size-4 shrink-0 text-wait-text" aria-hidden />
              <div className="min-w-0">
                <p className="break-words">{alert.message}</p>
                <p className="text-ink-soft">{formatMoment(alert.at)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
