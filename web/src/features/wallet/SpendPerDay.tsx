import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { errorText } from "@/components/errorText";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/States";
import { usagePerDayQuery } from "@/lib/api/wallet";
import { formatDay, lastDays } from "@/lib/dates";
import { formatMicros, toMicros } from "@/lib/money";

const DAYS = 30;

// The chart library is larger than the rest of the page: it comes when there is something to draw.
const BarChart = lazy(() => import("@/components/BarChart"));

export function SpendPerDay() {
  const { t } = useTranslation();
  const [days] = useState(() => lastDays(DAYS, new Date()));
  const usage = useQuery(usagePerDayQuery(`${days[0] ?? ""}T00:00:00Z`));
  const bars = useMemo(() => {
    const spent = new Map(usage.data?.groups.map((day) => [day.key, -day.amount]));
    return days.map((day) => ({ label: formatDay(day), value: Math.max(0, spent.get(day) ?? 0) }));
  }, [usage.data, days]);
  const total = bars.reduce((sum, bar) => sum + toMicros(bar.value), 0);

  return (
    <Card
      title={t("stats.perDay")}
      aside={
        usage.data && (
          <p className="text-sm text-ink-soft">
            {t("stats.perDayTotal", { amount: formatMicros(total) })}
          </p>
        )
      }
    >
      {usage.isError && !usage.data ? (
        <ErrorState
          title={t("stats.perDayFailed")}
          text={errorText(usage.error, t)}
          retrying={usage.isFetching}
          onRetry={() => void usage.refetch()}
        />
      ) : !usage.data ? (
        <ChartLoading />
      ) : total === 0 ? (
        <EmptyState
          icon={ChartColumn}
          title={t("stats.perDayEmpty")}
          text={t("stats.perDayEmptyText")}
        />
      ) : (
        <Suspense fallback={<ChartLoading />}>
          <BarChart
            title={t("stats.perDay")}
            labelHeading={t("stats.day")}
            valueHeading={t("stats.spent")}
            bars={bars}
            format={(euros) => formatMicros(toMicros(euros))}
          />
        </Suspense>
      )}
    </Card>
  );
}

function ChartLoading() {
  return (
    <Loading>
      <Skeleton className="h-60 rounded-lg" />
    </Loading>
  );
}
