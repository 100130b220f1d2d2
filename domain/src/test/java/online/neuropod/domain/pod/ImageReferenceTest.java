package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ubuntu",
        "ubuntu:22.04",
        "library/ubuntu",
        "quay.io/jupyter/datascience-notebook:latest",
        "localhost:5000/a_b/c__d/e-f:v1.2_3",
        "ghcr.io/x/y@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "Registry.Example.com/x",
      })
  void theseAreNames(String reference) {
    assertThat(ImageReference.isValid(reference)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "UPPER",
        "a b",
        "a/",
        "/a",
        "a//b",
        "a:",
        "a:-x",
        "a@sha256:12",
        "a:b:c",
        "a..b",
        "a;rm -rf",
        "https://example.com/a",
        "-a",
      })
  void theseAreNone(String reference) {
    assertThat(ImageReference.isValid(reference)).isFalse();
  }

  @Test
  void aNameMayBeSoLongAndNoLonger() {
    assertThat(ImageReference.isValid("a".repeat(255))).isTrue();
    assertThat(ImageReference.isValid("a".repeat(256))).isFalse();
  }
}
