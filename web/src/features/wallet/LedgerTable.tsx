import { useMutation, useQuery } from "@tanstack/react-query";
import { Download, ReceiptText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { errorText } from "@/components/errorText";
import { Pagination } from "@/components/Pagination";
import { ScrollRegion } from "@/components/ScrollRegion";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/States";
import { toast } from "@/components/toasts";
import { transactionsCsv, transactionsQuery } from "@/lib/api/wallet";
import type { Transaction } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatMoment } from "@/lib/dates";
import { saveFile } from "@/lib/saveFile";
import { formatMicros, toMicros } from "@/lib/money";

/** Every cent that came or went, newest first. */
export function LedgerTable() {
  const { t } = useTranslation();
  const [page, setPage] = useState(0);
  const entries = useQuery(transactionsQuery(page));
  const csv = useMutation({
    mutationFn: transactionsCsv,
    onSuccess: (table) => saveFile("neuropod-movimientos.csv", table),
    onError: (error) => toast.bad(t("stats.csvFailed"), errorText(error, t)),
  });

  return (
    <Card
      title={t("stats.ledger")}
      aside={
        <Button size="sm" busy={csv.isPending} onClick={() => csv.mutate()}>
          <Download aria-hidden />
          {t("stats.csv")}
        </Button>
      }
    >
      {entries.isError && !entries.data ? (
        <ErrorState
          title={t("stats.ledgerFailed")}
          text={errorText(entries.error, t)}
          retrying={entries.isFetching}
          onRetry={() => void entries.refetch()}
        />
      ) : !entries.data ? (
        <Loading>
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} className="mb-2 h-10 rounded-lg" />
          ))}
        </Loading>
      ) : entries.data.items.length === 0 ? (
        <EmptyState icon={ReceiptText} title={t("stats.ledgerEmpty")} />
      ) : (
        <>
          <Entries entries={entries.data.items} />
          <Pagination page={entries.data.page} onPage={setPage} />
        </>
      )}
    </Card>
  );
}

function Entries({ entries }: { entries: readonly Transaction[] }) {
  const { t } = useTranslation();
  return (
    <ScrollRegion label={t("stats.ledger")} className="-mx-5 overflow-x-auto px-5">
      <table className="w-full min-w-160 text-left text-sm">
        <thead>
          <tr className="border-b text-xs font-medium text-ink-soft">
            <th scope="col" className="py-2 pr-4">
              {t("stats.column.when")}
            </th>
            <th scope="col" className="py-2 pr-4">
              {t("stats.column.what")}
            </th>
            <th scope="col" className="py-2 pr-4 text-right">
              {t("stats.column.rate")}
            </th>
            <th scope="col" className="py-2 pr-4 text-right">
              {t("stats.column.amount")}
            </th>
            <th scope="col" className="py-2 text-right">
              {t("stats.column.balance")}
            </th>
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {entries.map((entry) => (
            <tr key={entry.n} className="border-b last:border-0">
              <td className="py-2.5 pr-4 whitespace-nowrap">{formatMoment(entry.createdAt)}</td>
              <td className="max-w-80 py-2.5 pr-4 break-words">
                <What entry={entry} />
              </td>
              <td className="py-2.5 pr-4 text-right whitespace-nowrap text-ink-soft">
                {entry.ratePerHour === undefined
                  ? "-"
                  : t("wallet.perHour", { amount: formatMicros(toMicros(entry.ratePerHour)) })}
              </td>
              <td
                className={cn(
                  "py-2.5 pr-4 text-right font-medium whitespace-nowrap",
                  entry.amount > 0 && "text-ok-text",
                )}
              >
                {formatMicros(toMicros(entry.amount), { decimals: 6 })}
              </td>
              <td className="py-2.5 text-right whitespace-nowrap">
                {formatMicros(toMicros(entry.balanceAfter), { decimals: 6 })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function What({ entry }: { entry: Transaction }) {
  const { t } = useTranslation();
  const of =
    entry.subject === "volume" ? t("stats.volume") : (entry.podName ?? entry.podId ?? undefined);
  return (
    <>
      {t(`stats.kind.${entry.kind}`)}
      {of !== undefined && <span className="text-ink-soft"> · {of}</span>}
      {entry.reason !== undefined && <span className="block text-ink-soft">{entry.reason}</span>}
    </>
  );
}
