import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Tooltip } from "@/components/Tooltip";
import type { Pod } from "@/lib/api/types";
import { formatBytes } from "@/lib/bytes";
import { cn } from "@/lib/cn";
import { formatDuration } from "@/lib/duration";
import { currentLanguage } from "@/lib/i18n/language";
import { useNow } from "@/lib/useNow";

/** How long a pod has been running: counts on between the views that the server sends. */
export function ActiveTime({ pod }: { pod: Pod }) {
  if (pod.status !== "running") return <Unknown />;
  return <Counting key={`${pod.revision}/${pod.activeSeconds}`} from={pod.activeSeconds} />;
}

function Counting({ from }: { from: number }) {
  const [startedAt] = useState(() => Date.now());
  const now = useNow(1000);
  const elapsed = Math.max(0, now - startedAt) / 1000;
  return <span className="tabular-nums">{formatDuration(from + elapsed)}</span>;
}

type Measure = "cpu" | "memory" | "gpu";

interface UsageProps {
  pod: Pod;
  measure: Measure;
  /** Where a column is too narrow to say in words that a measure is unknown. */
  compact?: boolean;
}

/** One of a pod's live measures, with a bar for the eye. */
export function Usage({ pod, measure, compact = false }: UsageProps) {
  const { t } = useTranslation();
  if (pod.status !== "running") return <Unknown />;
  const { text, percent, title, reason } = read(pod, measure, (used, limit) =>
    t("pods.ofLimit", { used, limit }),
  );
  if (text === null) {
    const unavailable = compact ? (
      <span className="text-ink-soft">
        <span aria-hidden>-</span>
        <span className="sr-only">{t("pods.unavailable")}</span>
      </span>
    ) : (
      <span className="text-xs text-ink-soft">{t("pods.unavailable")}</span>
    );
    if (!reason) return unavailable;
    return (
      <Tooltip text={reason}>
        <button
          type="button"
          className={cn("rounded text-left underline decoration-dotted", compact && "min-w-6")}
        >
          {unavailable}
        </button>
      </Tooltip>
    );
  }
  return (
    <span className="inline-flex w-full min-w-14 flex-col gap-1" title={title}>
      <span className="whitespace-nowrap tabular-nums">{text}</span>
      {percent !== null && <Bar percent={percent} />}
    </span>
  );
}

interface Reading {
  text: string | null;
  percent: number | null;
  title?: string | undefined;
  reason?: string | undefined;
}

function read(pod: Pod, measure: Measure, of: (used: string, limit: string) => string): Reading {
  const stats = pod.stats;
  if (measure === "memory") {
    const used = stats.memoryBytes;
    if (used === null)
      return { text: null, percent: null, reason: stats.unknown["memoryBytes"]?.message };
    const limit = stats.memoryLimitBytes;
    return {
      text: formatBytes(used),
      percent: limit ? (used / limit) * 100 : null,
      title: limit ? of(formatBytes(used), formatBytes(limit)) : undefined,
    };
  }
  const value = stats[measure];
  if (value === null) return { text: null, percent: null, reason: stats.unknown[measure]?.message };
  const format = new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 0 });
  return { text: `${format.format(value)}%`, percent: value };
}

function Bar({ percent }: { percent: number }) {
  const width = Math.min(100, Math.max(0, percent));
  return (
    <span className="block h-1 w-full max-w-20 overflow-hidden rounded-full bg-sunken" aria-hidden>
      <span
        className={cn(
          "block h-full rounded-full transition-[width] duration-500",
          width >= 90 ? "bg-wait" : "bg-accent",
        )}
        style={{ width: `${width}%` }}
      />
    </span>
  );
}

function Unknown() {
  return <span className="text-ink-soft">-</span>;
}
