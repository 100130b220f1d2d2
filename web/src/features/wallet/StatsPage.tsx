import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "@/components/Card";
import { PageHeader } from "@/components/PageHeader";
import { podsQuery } from "@/lib/api/pods";
import { ledgerKey, walletQuery } from "@/lib/api/wallet";
import type { Wallet } from "@/lib/api/types";
import { formatMoment } from "@/lib/dates";
import { formatDuration } from "@/lib/duration";
import { formatMicros, toMicros } from "@/lib/money";
import { useNow } from "@/lib/useNow";
import { AlertList } from "./AlertList";
import { LedgerTable } from "./LedgerTable";
import { SpendPerDay } from "./SpendPerDay";

/** A person's money at a glance: what is left, how long it lasts, what it went to. */
export function StatsPage() {
  const { t } = useTranslation();
  useLedgerFollowsWallet();
  return (
    <>
      <PageHeader title={t("stats.title")} subtitle={t("stats.subtitle")} />
      <div className="space-y-6">
        <Figures />
        <div className="grid gap-6 xl:grid-cols-[2fr_1fr]">
          <SpendPerDay />
          <AlertList />
        </div>
        <LedgerTable />
      </div>
    </>
  );
}

/** A balance that changed over the socket has a new entry behind it. */
function useLedgerFollowsWallet(): void {
  const client = useQueryClient();
  const balance = useQuery(walletQuery).data?.balance;
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ledgerKey });
  }, [client, balance]);
}

function Figures() {
  const { t } = useTranslation();
  const { data: wallet } = useQuery(walletQuery);
  const { data: pods } = useQuery(podsQuery({ kind: "own" }));
  const running = pods?.items.filter((pod) => pod.status === "running").length;
  return (
    <dl className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Figure
        label={t("wallet.balance")}
        value={wallet ? available(wallet, t("wallet.unlimited")) : "…"}
      />
      <Figure
        label={t("wallet.burnRate")}
        value={wallet ? formatMicros(toMicros(wallet.burnRatePerHour)) : "…"}
        note={
          wallet &&
          wallet.accrued > 0 &&
          t("stats.accrued", { amount: formatMicros(toMicros(wallet.accrued), { decimals: 4 }) })
        }
      />
      <Lasts wallet={wallet} />
      <Figure
        label={t("stats.runningPods")}
        value={running ?? "…"}
        note={
          <Link to="/client/pods" className="text-accent-text underline underline-offset-2">
            {t("stats.toPods")}
          </Link>
        }
      />
    </dl>
  );
}

function available(wallet: Wallet, unlimited: string): string {
  return wallet.available === null
    ? unlimited
    : formatMicros(toMicros(wallet.available), { floor: true });
}

const SOON_SECONDS = 2 * 3600;

function Lasts({ wallet }: { wallet: Wallet | undefined }) {
  const { t } = useTranslation();
  const runsOutAt = wallet?.runsOutAt ?? null;
  const now = useNow(1_000, runsOutAt !== null);
  if (!wallet) return <Figure label={t("stats.lasts")} value="…" />;
  if (runsOutAt === null) {
    return <Figure label={t("stats.lasts")} value="∞" note={t("wallet.idle")} />;
  }
  const seconds = (new Date(runsOutAt).getTime() - now) / 1000;
  return (
    <Figure
      label={t("stats.lasts")}
      value={seconds <= 0 ? t("wallet.empty") : formatDuration(seconds)}
      note={t("wallet.runsOutTitle", { date: formatMoment(runsOutAt) })}
      tone={seconds <= 0 ? "bad" : seconds < SOON_SECONDS ? "wait" : "plain"}
    />
  );
}
