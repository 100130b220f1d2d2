package online.neuropod.api.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.Wish;

/** Pods of the owner {@code u}. */
final class SomePod {
  private static final PodSpec SPEC =
      new PodSpec(
          DeploymentType.DOCKER,
          Optional.empty(),
          Optional.empty(),
          "nginx",
          PodSpec.NO_GPU,
          "Sin GPU",
          1,
          1,
          1,
          1,
          "/workspace",
          false,
          false,
          List.of(new HttpPort(80, "web", true)),
          List.of(),
          List.of(),
          Map.of());

  private SomePod() {}

  static Pod of(String id, long revision, long seq, PodStatus status) {
    return new Pod(
        id,
        id,
        "u",
        "u",
        SPEC,
        new PodRate(1, 1, 1),
        PodLimits.USUAL,
        new Wish(Operation.RUN, seq, "u", Instant.EPOCH, Optional.empty()),
        0,
        0,
        status,
        Optional.empty(),
        Map.of(),
        false,
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        revision,
        Instant.EPOCH);
  }
}
