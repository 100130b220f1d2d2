package online.neuropod.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import online.neuropod.standalone.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path parent;

  @Test
  void isMadeForItsOwnerAlone() throws IOException {
    try (var data = DataDirectory.open(parent.resolve("a/b"))) {
      assertThat(permissions(data.path())).isEqualTo("rwx------");
    }
  }

  @Test
  void aSecretIsMadeOnceAndForItsOwnerAlone() throws IOException {
    String first;
    try (var data = DataDirectory.open(parent.resolve("data"))) {
      first = data.secret("jwt.secret");
      assertThat(first).hasSizeGreaterThanOrEqualTo(32);
      assertThat(permissions(data.file("jwt.secret"))).isEqualTo("rw-------");
      assertThat(data.secret("other.secret")).isNotEqualTo(first);
    }
    try (var data = DataDirectory.open(parent.resolve("data"))) {
      assertThat(data.secret("jwt.secret")).isEqualTo(first);
    }
  }

  @Test
  void aSecondUserIsToldWhoHasIt() {
    Path path = parent.resolve("data");
    try (var _ = DataDirectory.open(path)) {
      assertThatThrownBy(() -> DataDirectory.open(path))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    DataDirectory.open(path).close();
  }

  @Test
  void aPlaceThatCannotBeADirectoryIsSaid() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--data");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
