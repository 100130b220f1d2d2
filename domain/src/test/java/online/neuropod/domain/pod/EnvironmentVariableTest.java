package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentVariableTest {
  @ParameterizedTest
  @ValueSource(strings = {"A", "_a", "PATH_2", "database__client", "a.b-c"})
  void theseAreNames(String name) {
    assertThat(EnvironmentVariable.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2A", "A=B", "A B", "-A", ".a", "Ñ", "JUPYTER_TOKEN"})
  void theseAreNone(String name) {
    assertThat(EnvironmentVariable.isName(name)).isFalse();
  }

  @Test
  void namesAndValuesMayBeSoLongAndNoLonger() {
    assertThat(EnvironmentVariable.isName("a".repeat(128))).isTrue();
    assertThat(EnvironmentVariable.isName("a".repeat(129))).isFalse();
    assertThat(EnvironmentVariable.isValue("ñ \n".repeat(1365))).isTrue();
    assertThat(EnvironmentVariable.isValue("a".repeat(4096))).isTrue();
    assertThat(EnvironmentVariable.isValue("a".repeat(4097))).isFalse();
    assertThat(EnvironmentVariable.isValue("a\0b")).isFalse();
  }
}
