package online.neuropod.domain.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.PodSpec;

/** Specs for tests. */
final class Specs {
  private Specs() {}

  static PodSpec gpu() {
    return of("rtx-4090");
  }

  static PodSpec of(String gpu) {
    return new PodSpec(
        DeploymentType.DOCKER,
        Optional.empty(),
        Optional.empty(),
        "neuropod.test/web:1",
        gpu,
        gpu.equals(PodSpec.NO_GPU) ? "Sin GPU" : "RTX 4090",
        8,
        48,
        20,
        50,
        "/workspace",
        false,
        false,
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }
}
