package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodSpecTest {
  static PodSpec spec(String gpu, int containerDiskGb, int volumeDiskGb) {
    return new PodSpec(
        DeploymentType.DOCKER,
        Optional.empty(),
        Optional.empty(),
        "neuropod.test/web:1",
        gpu,
        gpu,
        8,
        48,
        containerDiskGb,
        volumeDiskGb,
        "/workspace",
        false,
        false,
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "50, 150"})
  void takesTheSmallestAndTheLargestDisks(int containerDiskGb, int volumeDiskGb) {
    PodSpec spec = spec("cpu", containerDiskGb, volumeDiskGb);

    assertThat(spec.containerDiskGb()).isEqualTo(containerDiskGb);
    assertThat(spec.volumeDiskGb()).isEqualTo(volumeDiskGb);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, containerDiskGb",
    "51, 1, containerDiskGb",
    "1, 0, volumeDiskGb",
    "1, 151, volumeDiskGb"
  })
  void refusesADiskOutOfRangeByItsName(int containerDiskGb, int volumeDiskGb, String what) {
    assertThatThrownBy(() -> spec("cpu", containerDiskGb, volumeDiskGb))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what);
  }

  @Test
  void everyKeyButOneIsAGpu() {
    assertThat(spec("rtx-4090", 1, 1).wantsGpu()).isTrue();
    assertThat(spec("cpu", 1, 1).wantsGpu()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"TEMPLATE, template", "DOCKER, docker"})
  void theSourceOfTheImageHasTheSpellingOfTheApi(DeploymentType type, String wire) {
    assertThat(type.wire()).isEqualTo(wire);
  }
}
