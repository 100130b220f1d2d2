import { useTranslation } from "react-i18next";
import type { PodStatus } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type Tone = "ok" | "wait" | "bad" | "idle";

const TONE: Record<PodStatus, Tone> = {
  creating: "wait",
  queued: "wait",
  starting: "wait",
  running: "ok",
  stopping: "wait",
  stopped: "idle",
  error: "bad",
  deleting: "idle",
  deleted: "idle",
};

const BADGE: Record<Tone, string> = {
  ok: "bg-ok-soft text-ok-text",
  wait: "bg-wait-soft text-wait-text",
  bad: "bg-bad-soft text-bad-text",
  idle: "bg-sunken text-ink-soft",
};

const DOT: Record<Tone, string> = {
  ok: "bg-ok",
  wait: "bg-wait",
  bad: "bg-bad",
  idle: "bg-idle",
};

// These pass by themselves; the dot breathes to say so.
const PASSING = new Set<PodStatus>(["creating", "queued", "starting", "stopping", "deleting"]);

export function StatusBadge({ status }: { status: PodStatus }) {
  const { t } = useTranslation();
  const tone = TONE[status];
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 rounded-full py-0.5 pr-2.5 pl-2 text-xs font-medium whitespace-nowrap",
        BADGE[tone],
      )}
    >
      <span
        className={cn("size-2 rounded-full", DOT[tone], PASSING.has(status) && "animate-pulse")}
        aria-hidden
      />
      {t(`pods.status.${status}`)}
    </span>
  );
}
