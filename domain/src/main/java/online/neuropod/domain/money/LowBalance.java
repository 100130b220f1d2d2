package online.neuropod.domain.money;

import java.time.Duration;
import java.time.Instant;

/**
 * A warning that the money will end soon.
 *
 * @param n number among the wallet's warnings, from 1
 * @param level the runway below which it warns
 * @param availableMicros what could still be spent at {@code at}
 * @param runsOutAt when the money ends if all goes on as it is
 * @param at when the runway fell to the level, or below
 */
public record LowBalance(
    long n, Duration level, long availableMicros, Instant runsOutAt, Instant at) {}
