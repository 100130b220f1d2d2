import { currentLanguage } from "@/lib/i18n/language";

/**
 * An amount in micro-euros, always a whole number. Prices arrive as decimal euros with at most six
 * places; as whole micro-euros they add and multiply without the rounding of binary fractions.
 */
export type Micros = number;

const MICROS_PER_EURO = 1_000_000;

/** @throws RangeError for what is no amount that a whole number of micro-euros can hold exactly */
export function toMicros(euros: number): Micros {
  const micros = Math.round(euros * MICROS_PER_EURO);
  if (!Number.isSafeInteger(micros)) throw new RangeError(`Not an amount: ${euros}`);
  return micros;
}

interface MoneyFormat {
  /** At most this many decimals are shown, and never fewer than two. */
  decimals?: number;
  /** Round towards zero, so that a balance is never shown higher than it is. */
  floor?: boolean;
}

export function formatMicros(
  micros: Micros,
  { decimals = 2, floor = false }: MoneyFormat = {},
): string {
  return new Intl.NumberFormat(currentLanguage(), {
    style: "currency",
    currency: "EUR",
    minimumFractionDigits: 2,
    maximumFractionDigits: decimals,
    roundingMode: floor ? "trunc" : "halfExpand",
  }).format(micros / MICROS_PER_EURO);
}

/** Seconds that an amount lasts at a rate per hour; null when nothing is used. */
export function runwaySeconds(available: Micros, perHour: Micros): number | null {
  if (perHour <= 0) return null;
  return Math.floor((Math.max(0, available) / perHour) * 3600);
}
