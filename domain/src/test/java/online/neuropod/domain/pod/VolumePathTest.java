package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/workspace",
        "/data",
        "/home/jovyan/work",
        "/var/lib/ghost/content",
        "/root",
        "/a.b-c_d",
        "/usr/src/app",
        "/etc/app",
        "/devices",
        "/system",
      })
  void aWorkspaceMayBeHere(String path) {
    assertThat(VolumePath.isSafe(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "workspace", "./workspace", "/workspace/", "/a//b", "/a/../b", "/..", "/a/.",
            "/.a",
        "/a b", "/a:b", "/a\nb", "/etc", "/usr", "/usr/lib", "/bin", "/proc", "/proc/1", "/sys/fs",
        "/dev", "/dev/shm", "/var/run", "/ñ",
      })
  void aWorkspaceMayNotBeHere(String path) {
    assertThat(VolumePath.isSafe(path)).isFalse();
  }

  @Test
  void aPathMayBeSoLongAndNoLonger() {
    assertThat(VolumePath.isSafe("/" + "a".repeat(199))).isTrue();
    assertThat(VolumePath.isSafe("/" + "a".repeat(200))).isFalse();
  }
}
