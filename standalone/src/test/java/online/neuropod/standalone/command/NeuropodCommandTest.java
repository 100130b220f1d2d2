package online.neuropod.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import online.neuropod.standalone.Loopback;
import online.neuropod.standalone.data.DataDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuropodCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port",
        "--data",
        "--kubeconfig",
        "--temporal",
        "--temporal-namespace",
        "--mongodb",
        "--domain",
        "--ingress-class",
        "--edge-url",
        "--set",
        "services",
        "audit"
      })
  void helpTellsOf(String option) {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains(option);
  }

  @Test
  void versionIsOneLine() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).matches("neuropod \\S+\\R");
  }

  @Test
  void anUnknownOptionIsSaidWithTheUsage() {
    assertThat(execute("--prot", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--prot", "Usage: neuropod");
  }

  @Test
  void aTakenPortIsSaid() throws IOException {
    try (var taken = new ServerSocket()) {
      taken.bind(Loopback.port(0));
      String port = String.valueOf(taken.getLocalPort());
      assertFails("Port " + port + " of 127.0.0.1 is taken", "--port", port);
    }
  }

  @Test
  void aDataDirectoryInUseIsSaid() {
    Path data = directory.resolve("data");
    try (var _ = DataDirectory.open(data)) {
      assertFails("in use by another NeuroPod", "services", "--data", data.toString());
    }
  }

  @Test
  void aPlaceThatCannotHoldDataIsSaid() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertFails(file.toString(), "--port", "0", "--data", file.resolve("data").toString());
  }

  @Test
  void aMissingKubeconfigIsSaid() {
    assertFails(
        "no readable file /nowhere/config", "--port", "0", "--kubeconfig", "/nowhere/config");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          hello,                              is no kubeconfig
          'clusters: [',                      is no kubeconfig
          'apiVersion: v1',                   has no usable current context
          'current-context: not-there',       has no usable current context
          """)
  void aKubeconfigThatCannotBeUsedIsSaid(String content, String message) throws IOException {
    Path file = Files.writeString(directory.resolve("config"), content);
    assertFails(message, "--port", "0", "--kubeconfig", file.toString());
    assertThat(err.toString()).contains(file.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--temporal, localhost, HOST:PORT",
    "--temporal, http://localhost:7233, HOST:PORT",
    "--edge-url, localhost:18080, must be a URL",
    "--port, 70000, between 0 and 65535"
  })
  void aValueThatMakesNoSenseIsSaid(String option, String value, String message) {
    assertFails(message, option, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mongo://u:secret@localhost/x", "mongodb://u:secret@localhost:27017"})
  void aConnectionStringThatCannotBeUsedIsSaidWithoutItsPassword(String uri) {
    assertFails("--mongodb must be like", "--mongodb", uri);
    assertThat(err.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "--kubernetes-port, 0, --node, NVIDIA-GeForce-RTX-4090, must be PRODUCT=GPUS",
    "--kubernetes-port, 0, --node, NVIDIA-GeForce-RTX-4090=65, at most 64",
    "--temporal-port, 0, --node, NVIDIA-GeForce-RTX-4090=4, add --kubernetes-port"
  })
  void aNodeThatCannotBeIsSaid(
      String first, String value, String second, String node, String message) {
    String data = directory.resolve("data").toString();
    assertFails(message, "services", "--data", data, first, value, second, node);
  }

  @Test
  void aTakenPortOfTheSimulatedClusterIsSaid() throws IOException {
    try (var taken = new ServerSocket()) {
      taken.bind(Loopback.port(0));
      String port = String.valueOf(taken.getLocalPort());
      String data = directory.resolve("data").toString();
      String[] others = {"services", "--data", data, "--mongodb-port", "0", "--no-temporal"};
      assertFails("port " + port, with(others, "--kubernetes-port", port));
      assertFails("Port " + port, with(others, "--kubernetes-port", "0", "--edge-port", port));
    }
  }

  private static String[] with(String[] first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  private void assertFails(String message, String... arguments) {
    assertThat(execute(arguments)).as(err.toString()).isEqualTo(1);
    assertThat(err.toString()).contains(message);
  }

  private int execute(String... arguments) {
    return NeuropodCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
