import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "@/components/errorText";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/States";
import { ledgerKey, receiptQuery, type Purse } from "@/lib/api/wallet";
import type { Pod, ReceiptSession } from "@/lib/api/types";
import { formatMoment } from "@/lib/dates";
import { formatDuration } from "@/lib/duration";
import { formatMicros, toMicros } from "@/lib/money";

/** What a pod has cost so far, session by session, to the micro-euro. */
export function PodReceipt({ pod, admin }: { pod: Pod; admin: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  // Sessions open and close with the pod's status.
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ledgerKey });
  }, [client, pod.status]);
  const purse: Purse = admin && pod.owner ? { kind: "of", userId: pod.owner.id } : { kind: "own" };
  const receipt = useQuery(receiptQuery(purse, pod.id));
  if (!receipt.data) {
    return receipt.isError ? (
      <ErrorState
        title={t("pod.receiptFailed")}
        text={errorText(receipt.error, t)}
        retrying={receipt.isFetching}
        onRetry={() => void receipt.refetch()}
      />
    ) : (
      <Loading>
        <Skeleton className="h-24 rounded-lg" />
      </Loading>
    );
  }
  const { sessions, total } = receipt.data;
  if (sessions.length === 0) {
    return (
      <EmptyState
        icon={ReceiptText}
        title={t("pod.receiptEmpty")}
        text={t("pod.receiptEmptyText")}
      />
    );
  }
  return (
    <>
      <ul className="divide-y">
        {sessions.toReversed().map((session) => (
          <Session key={`${session.subject}/${session.session}`} session={session} />
        ))}
      </ul>
      <p className="mt-3 flex items-baseline justify-between gap-4 border-t pt-3 font-medium tabular-nums">
        <span>{t("pod.receiptTotal", { duration: formatDuration(total.seconds) })}</span>
        <span>{formatMicros(toMicros(-total.amount), { decimals: 6 })}</span>
      </p>
      <p className="mt-1 text-sm text-ink-soft">{t("pod.receiptHint")}</p>
    </>
  );
}

function Session({ session }: { session: ReceiptSession }) {
  const { t } = useTranslation();
  const { from, to, total, ratePerHour, priceVersion } = session;
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5 text-sm tabular-nums">
      <span>
        {formatMoment(from, { seconds: true })} – {formatMoment(to, { seconds: true })}
        <span className="block text-ink-soft">
          {t("pod.receiptRate", {
            duration: formatDuration(total.seconds),
            rate: formatMicros(toMicros(ratePerHour), { decimals: 4 }),
            version: priceVersion,
          })}
          {total.writtenOff > 0 &&
            ` · ${t("pod.receiptWrittenOff", { amount: formatMicros(toMicros(total.writtenOff), { decimals: 6 }) })}`}
        </span>
      </span>
      <span className="font-medium">{formatMicros(toMicros(-total.amount), { decimals: 6 })}</span>
    </li>
  );
}
