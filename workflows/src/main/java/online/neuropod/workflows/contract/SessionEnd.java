package online.neuropod.workflows.contract;

import java.time.Instant;
import java.util.Optional;

/**
 * How a session ended.
 *
 * @param startedAt the container's start, for the case that nobody recorded it; empty if it never
 *     started
 * @param endedAt the container's real end
 */
public record SessionEnd(Optional<Instant> startedAt, Instant endedAt) {}
