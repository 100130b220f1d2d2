import { useQuery } from "@tanstack/react-query";
import { FlaskConical, WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { publicStatusQuery } from "@/lib/api/status";
import { useFeed, useFeedStatus } from "@/lib/live/feed";

/** Says, wherever one is, that nothing here runs on real hardware. */
export function SimulatedBanner() {
  const { t } = useTranslation();
  const { data } = useQuery(publicStatusQuery);
  if (!data?.simulatedCluster) return null;
  return (
    <aside
      aria-label={t("banners.simulated")}
      className="flex items-start justify-center gap-2 border-b bg-accent-soft px-4 py-2 text-sm text-accent-text sm:items-center"
    >
      <FlaskConical className="mt-0.5 size-4 shrink-0 sm:mt-0" aria-hidden />
      <span>
        <strong className="font-semibold">{t("banners.simulated")}</strong>{" "}
        {t("banners.simulatedText")}
      </span>
    </aside>
  );
}

/** Says that what is shown may be old. The connection comes back by itself; nobody has to wait for it. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const feed = useFeed();
  const lost = useFeedStatus() === "lost";
  return (
    <div role="status">
      {lost && (
        <p className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b bg-wait-soft px-4 py-2 text-sm text-wait-text">
          <span className="flex items-start gap-2">
            <WifiOff className="mt-0.5 size-4 shrink-0" aria-hidden />
            {t("banners.lost")}
          </span>
          <button
            type="button"
            onClick={feed.retryNow}
            className="rounded font-semibold underline underline-offset-2"
          >
            {t("banners.retryNow")}
          </button>
        </p>
      )}
    </div>
  );
}
