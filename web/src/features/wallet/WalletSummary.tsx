import { useQuery } from "@tanstack/react-query";
import { Flame, Wallet as WalletIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Wallet } from "@/lib/api/types";
import { walletQuery } from "@/lib/api/wallet";
import { cn } from "@/lib/cn";
import { formatMoment } from "@/lib/dates";
import { formatDuration } from "@/lib/duration";
import { formatMicros, toMicros } from "@/lib/money";
import { useNow } from "@/lib/useNow";

// Below this the balance is worth a warning colour.
const SOON_SECONDS = 2 * 3600;

/** Balance, what is being spent, and when it runs out; kept current by the live feed. */
export function WalletSummary() {
  const { t } = useTranslation();
  const { data: wallet, isError } = useQuery(walletQuery);
  if (!wallet) {
    return isError ? (
      <p className="text-sm text-ink-soft">{t("wallet.failed")}</p>
    ) : (
      <div className="h-9 w-24 animate-pulse rounded-lg bg-sunken" aria-hidden />
    );
  }
  return (
    <section
      aria-label={t("wallet.label")}
      className="flex flex-col gap-x-4 text-sm tabular-nums sm:flex-row sm:items-center"
    >
      <p title={t("wallet.balance")} className="flex items-center gap-2 font-semibold">
        <WalletIcon className="hidden size-4 text-ink-soft sm:block" aria-hidden />
        <span className="sr-only">{t("wallet.balance")}:</span>
        {wallet.available === null
          ? t("wallet.unlimited")
          : formatMicros(toMicros(wallet.available), { floor: true })}
      </p>
      <Burn wallet={wallet} />
    </section>
  );
}

function Burn({ wallet }: { wallet: Wallet }) {
  const { t } = useTranslation();
  const now = useNow(15_000, wallet.runsOutAt !== null);
  const burnRate = toMicros(wallet.burnRatePerHour);
  if (burnRate <= 0) return null;
  const runsOut = wallet.runsOutAt === null ? null : new Date(wallet.runsOutAt);
  const seconds = runsOut && (runsOut.getTime() - now) / 1000;
  return (
    <>
      <span className="hidden items-center gap-1.5 text-ink-soft md:flex">
        <Flame className="size-4" aria-hidden />
        <span className="sr-only">{t("wallet.burnRate")}:</span>
        {t("wallet.perHour", { amount: formatMicros(burnRate) })}
      </span>
      {runsOut && seconds !== null && (
        <p
          title={t("wallet.runsOutTitle", { date: formatMoment(runsOut) })}
          className={cn(
            "text-xs sm:text-sm",
            seconds < SOON_SECONDS ? "font-medium text-wait-text" : "text-ink-soft",
          )}
        >
          {seconds <= 0
            ? t("wallet.empty")
            : t("wallet.runsOut", { duration: formatDuration(seconds) })}
        </p>
      )}
    </>
  );
}
