import { describe, expect, it } from "vitest";
import { reconnectDelay } from "./backoff";

const longest = (attempt: number) => reconnectDelay(attempt, () => 0.999999);
const shortest = (attempt: number) => reconnectDelay(attempt, () => 0);

describe("the delay before reconnecting", () => {
  it("doubles up to a cap", () => {
    expect([0, 1, 2, 3].map(longest)).toEqual([500, 1000, 2000, 4000]);
    expect([6, 60, 6000].map(longest)).toEqual([20_000, 20_000, 20_000]);
  });

  it("is spread over its upper half, so that clients do not come back together", () => {
    expect(shortest(2)).toBe(1000);
    expect(longest(2)).toBe(2000);
    const spread = new Set(Array.from({ length: 50 }, () => reconnectDelay(5)));
    expect(spread.size).toBeGreaterThan(40);
  });
});
