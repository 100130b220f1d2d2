package online.neuropod.simulator.kubelet;

import java.time.Instant;

/**
 * A run of a container that has not ended.
 *
 * @param image as written in the pod
 */
public record RunningContainer(String name, String image, Instant startedAt, Program program) {}
