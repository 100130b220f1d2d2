package online.neuropod.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import online.neuropod.standalone.ChildProcess;
import online.neuropod.standalone.NeuropodApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuropodIT {
  private static final String GREETING = "NeuroPod runs on ";
  private static final int SIGTERM = 128 + 15;

  @TempDir Path data;

  @Test
  void whoSignedInStaysSignedInAcrossKillMinus9() {
    Person ana;
    try (var neuropod = start()) {
      ana = Person.signIn(url(neuropod), "ana@example.com", "client");
      assertThat(ana.get("/api/auth/me").data().path("email").asString())
          .isEqualTo("ana@example.com");
    }
    try (var neuropod = start()) {
      assertThat(ana.at(url(neuropod)).get("/api/auth/me").status()).isEqualTo(200);
    }
  }

  @Test
  void saysWhatIsSimulatedAndAnswersForUnknownPodsLikeAnEdge() {
    try (var neuropod = start()) {
      String url = url(neuropod);
      var status = Person.signIn(url, "ana@example.com", "client").get("/api/status/public");
      assertThat(status.data().path("simulatedCluster").asBoolean()).isTrue();
      assertThat(status.data().path("developmentLogin").asBoolean()).isTrue();

      var nobody = Person.open(url.replace("localhost", "no-pod-abcdefghij-80.localhost"));
      assertThat(nobody.status()).isEqualTo(404);
      assertThat(nobody.text()).isEqualTo("404 page not found\n");
    }
  }

  @Test
  void endsWithin20SecondsWhenToldTo() {
    try (var neuropod = start()) {
      url(neuropod);
      long begin = System.nanoTime();
      assertThat(neuropod.terminate()).isEqualTo(SIGTERM);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
  }

  private ChildProcess start() {
    return ChildProcess.start(NeuropodApplication.class, "--port", "0", "--data", data.toString());
  }

  private static String url(ChildProcess neuropod) {
    return neuropod
        .line(line -> line.startsWith(GREETING))
        .orElseThrow()
        .substring(GREETING.length());
  }
}
