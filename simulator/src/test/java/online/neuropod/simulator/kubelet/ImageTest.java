package online.neuropod.simulator.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import online.neuropod.simulator.kubelet.Image.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTest {
  @ParameterizedTest
  @CsvSource({
    "ubuntu:22.04, docker.io/library/ubuntu:22.04, SYSTEM",
    "ubuntu, docker.io/library/ubuntu:latest, SYSTEM",
    "quay.io/jupyter/datascience-notebook:latest, quay.io/jupyter/datascience-notebook:latest,"
        + " JUPYTER",
    "neuropod.test/web:1, neuropod.test/web:1, SERVICE",
    "neuropod.test/base:1, neuropod.test/base:1, SLEEPS",
    "neuropod.test/jupyter:1, neuropod.test/jupyter:1, JUPYTER",
    "fail/pull:1, docker.io/fail/pull:1, ABSENT",
    "fail/crash-often, docker.io/fail/crash-often:latest, CRASHES",
    "localhost:5000/fail/oom, localhost:5000/fail/oom:latest, EATS_MEMORY",
    "Ubuntu:22.04, Ubuntu:22.04, MALFORMED",
    "a//b, a//b, MALFORMED",
    "fail/invalid, docker.io/fail/invalid:latest, MALFORMED",
    "nvidia/cuda:12.4.1-base-ubuntu22.04, docker.io/nvidia/cuda:12.4.1-base-ubuntu22.04, SYSTEM"
  })
  void isJudgedByItsName(String name, String reference, Kind kind) {
    assertThat(Image.of(name).reference()).isEqualTo(reference);
    assertThat(Image.of(name).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "n8nio/n8n, 5678",
    "docker.n8n.io/n8nio/n8n:1.2, 5678",
    "ghost:5, 2368",
    "yanwk/comfyui-boot:cu124, 8188",
    "neuropod.test/web:1, 3000"
  })
  void knowsPortsOfKnownServers(String name, int port) {
    assertThat(Image.of(name).ports()).containsExactly(port);
  }
}
