import { describe, expect, it } from "vitest";
import { formatMicros, runwaySeconds, toMicros } from "./money";

/** Intl separates amount and sign by a no-break space. */
const plain = (text: string) => text.replace(/\u00a0/g, " ");

describe("money", () => {
  it("reads decimal euros exactly", () => {
    expect(toMicros(0.1) + toMicros(0.2)).toBe(toMicros(0.3));
    expect(toMicros(4.35)).toBe(4_350_000);
    expect(toMicros(0.000001)).toBe(1);
  });

  it("refuses what is no amount", () => {
    expect(() => toMicros(Number.NaN)).toThrow(RangeError);
    expect(() => toMicros(1e12)).toThrow(RangeError);
  });

  it("never shows a balance higher than it is", () => {
    expect(plain(formatMicros(9_999_999, { floor: true }))).toBe("9,99 €");
    expect(plain(formatMicros(9_999_999))).toBe("10,00 €");
  });

  it("shows fractions of a cent where they matter", () => {
    expect(plain(formatMicros(1_234, { decimals: 6 }))).toBe("0,001234 €");
    expect(plain(formatMicros(2_500_000, { decimals: 6 }))).toBe("2,50 €");
  });

  it("says how long an amount lasts", () => {
    expect(runwaySeconds(toMicros(10), toMicros(2.5))).toBe(4 * 3600);
    expect(runwaySeconds(toMicros(10), 0)).toBeNull();
    expect(runwaySeconds(toMicros(-1), toMicros(2.5))).toBe(0);
  });
});
