package online.neuropod.store.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.TcpPort;
import online.neuropod.domain.pod.Wish;

/** Pods for tests. */
final class SamplePods {
  static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");
  static final PodRate RATE = new PodRate(2_500_000, 100_000, 1);

  static final PodSpec SPEC =
      new PodSpec(
          DeploymentType.TEMPLATE,
          Optional.of("ubuntu"),
          Optional.of("Ubuntu 22.04 Base"),
          "ubuntu:22.04",
          "rtx-4050",
          "RTX 4050",
          4,
          16,
          20,
          50,
          "/workspace",
          true,
          true,
          List.of(new HttpPort(8888, "Jupyter Lab", false), new HttpPort(3000, "Servicio 2", true)),
          List.of(new TcpPort(22, "SSH")),
          List.of("sleep", "infinity"),
          Map.of("database.client", "sqlite3", "$odd", "a.b"));

  private SamplePods() {}

  /** A pod as it is accepted. */
  static Pod accepted(String id, String name, String ownerId, Instant at) {
    return new Pod(
        id,
        name,
        ownerId,
        "admin-1",
        SPEC,
        RATE,
        PodLimits.USUAL,
        new Wish(Operation.RUN, 1, ownerId, at, Optional.empty()),
        0,
        0,
        PodStatus.CREATING,
        Optional.empty(),
        Map.of(),
        false,
        Optional.empty(),
        at,
        at,
        1,
        at);
  }

  /** A pod with something in every field. */
  static Pod full(String id) {
    var reason =
        new StatusReason(CauseCode.IMAGE_PULL, Map.of("image", "a/b:1", "detail", "not found"));
    return new Pod(
        id,
        "mi-pod",
        "owner-1",
        "admin-1",
        SPEC,
        RATE,
        new PodLimits(Optional.of(Duration.ofMinutes(30)), Optional.of(Duration.ZERO)),
        new Wish(
            Operation.STOP,
            4,
            Wish.BY_BILLING,
            T0.plusSeconds(60),
            Optional.of(StatusReason.of(CauseCode.FUNDS_EXHAUSTED))),
        4,
        3,
        PodStatus.STOPPING,
        Optional.of(reason),
        Map.of(8888, ServiceStatus.READY, 3000, ServiceStatus.UNREACHABLE),
        true,
        Optional.of(T0.plusSeconds(5)),
        T0,
        T0.plusSeconds(30),
        17,
        T0.plusSeconds(61));
  }
}
