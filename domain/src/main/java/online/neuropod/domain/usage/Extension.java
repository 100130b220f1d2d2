package online.neuropod.domain.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * What its owner has put off.
 *
 * @param session that it counts for; nothing to any other
 * @param at when it was asked for: the pod counts as used then
 * @param lifetimeUntil until when its lifetime lasts at least; empty where it has none
 */
public record Extension(long session, Instant at, Optional<Instant> lifetimeUntil) {}
