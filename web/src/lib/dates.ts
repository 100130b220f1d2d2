import { currentLanguage } from "@/lib/i18n/language";

/** A moment with its date and time, in the reader's language and time zone. */
export function formatMoment(moment: string | Date, { seconds = false } = {}): string {
  return new Intl.DateTimeFormat(currentLanguage(), {
    dateStyle: "medium",
    timeStyle: seconds ? "medium" : "short",
  }).format(new Date(moment));
}

/**
 * A calendar day, short: `28 nov`.
 *
 * @param day `YYYY-MM-DD`, the day of the server's ledger, which counts in UTC
 */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));
}

/** The last `count` calendar days in UTC, oldest first, as `YYYY-MM-DD`. */
export function lastDays(count: number, now: Date): string[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(now);
    day.setUTCDate(day.getUTCDate() - (count - 1 - index));
    return day.toISOString().slice(0, 10);
  });
}
