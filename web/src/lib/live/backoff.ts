const FIRST_MS = 500;
const CAP_MS = 20_000;

/**
 * How long to wait before reconnecting: doubling, capped, and spread over the upper half, so that
 * the clients of a restarted server do not all come back in the same moment.
 *
 * @param attempt 0 for the first one after a loss
 * @param random in [0, 1)
 * @returns milliseconds
 */
export function reconnectDelay(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}
