import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { errorText } from "@/components/errorText";
import { ScrollRegion } from "@/components/ScrollRegion";
import { ErrorState, Loading, Skeleton } from "@/components/States";
import { eventsQuery } from "@/lib/api/pods";
import type { PodEvent } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatMoment } from "@/lib/dates";
import { formatDuration } from "@/lib/duration";
import { currentLanguage } from "@/lib/i18n/language";
import { useNow } from "@/lib/useNow";

// What lasts by itself, and what is over: neither is waited for.
const LASTING = new Set(["running", "stopped", "error", "deleted"]);

/** What happened to a pod, newest first: each phase with how long it took, who wanted it and why. */
export function PodTimeline({ podId }: { podId: string }) {
  const { t } = useTranslation();
  const events = useQuery(eventsQuery(podId));
  if (!events.data) {
    return events.isError ? (
      <ErrorState
        title={t("pod.timelineFailed")}
        text={errorText(events.error, t)}
        retrying={events.isFetching}
        onRetry={() => void events.refetch()}
      />
    ) : (
      <Loading>
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} className="mb-2 h-10 rounded-lg" />
        ))}
      </Loading>
    );
  }
  const newestFirst = events.data.toReversed();
  return (
    <ScrollRegion label={t("pod.timeline")} className="max-h-96 overflow-y-auto">
      <ol className="relative ml-1.5 border-l pl-5">
        {newestFirst.map((event, index) => (
          <Step
            key={`${event.seq}/${event.phase}/${event.at}`}
            event={event}
            latest={index === 0}
          />
        ))}
      </ol>
    </ScrollRegion>
  );
}

function Step({ event, latest }: { event: PodEvent; latest: boolean }) {
  const { t } = useTranslation();
  return (
    <li className="pb-4 last:pb-0">
      <span
        className={cn(
          "absolute -left-[5px] mt-1.5 size-2.5 rounded-full",
          event.phase === "error" ? "bg-bad" : latest ? "bg-accent" : "bg-line-strong",
        )}
        aria-hidden
      />
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="font-medium">{event.label}</span>
        <span className="text-ink-soft tabular-nums">
          <Lasted event={event} latest={latest} />
        </span>
      </p>
      <p className="text-sm text-ink-soft">
        {t("pod.stepBy", {
          at: formatMoment(event.at, { seconds: true }),
          actor: event.actor.name,
        })}
      </p>
      {event.reason && (
        <p className="mt-1 text-sm break-words">
          {event.reason.message} <span className="text-ink-soft">{event.reason.hint}</span>
        </p>
      )}
    </li>
  );
}

function Lasted({ event, latest }: { event: PodEvent; latest: boolean }) {
  const counting = latest && !LASTING.has(event.phase);
  const now = useNow(1_000, counting);
  if (event.durationSeconds !== undefined) return shortly(event.durationSeconds);
  if (!counting) return null;
  return formatDuration((now - new Date(event.at).getTime()) / 1000);
}

/** Phases of a deploy often take less than a second: there a tenth tells more than `0s`. */
function shortly(seconds: number): string {
  if (seconds >= 10) return formatDuration(seconds);
  const format = new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 1 });
  return `${format.format(seconds)}s`;
}
