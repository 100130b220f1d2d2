package online.neuropod.worker;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import online.neuropod.worker.sweep.Sweeper;
import online.neuropod.worker.temporal.TaskWorkers;
import online.neuropod.worker.watch.PodWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole process, with a database and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class WorkerApplicationIT {
  /** There is nothing to wait for. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(9);

  private final MongoServer mongo = new MongoServer(new MemoryBackend());
  @TempDir Path directory;

  @AfterEach
  void stop() {
    mongo.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void startsAndEndsWhileTemporalAndTheClusterAreAway(DeadServers dead, CapturedOutput log)
      throws IOException {
    mongo.bind();
    try (var servers = dead.open()) {
      var context = start(servers.first(), servers.second());
      assertThat(context.getBean(TaskWorkers.class).isRunning()).isTrue();
      assertThat(context.getBean(TaskWorkers.class).isPolling()).isFalse();
      assertThat(context.getBean(PodWatch.class).isRunning()).isTrue();
      assertThat(context.getBean(PodWatch.class).isWatching()).isFalse();
      assertThat(context.getBean(Sweeper.class).isRunning()).isTrue();

      Instant before = Instant.now();
      context.close();
      assertThat(Duration.between(before, Instant.now())).isLessThan(SHUTDOWN);
      assertThat(log.getAll()).doesNotContain("Failed to stop");
    }
  }

  private ConfigurableApplicationContext start(int temporal, int cluster) throws IOException {
    return SpringApplication.run(
        WorkerApplication.class,
        "--server.port=0",
        "--spring.mongodb.uri=" + mongo.getConnectionString() + "/test",
        "--spring.temporal.connection.target=127.0.0.1:" + temporal,
        "--neuropod.kubernetes.config-path=" + kubeconfig(cluster));
  }

  private Path kubeconfig(int port) throws IOException {
    return Files.writeString(
        directory.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: dead
          cluster:
            server: http://127.0.0.1:%d
        contexts:
        - name: dead
          context:
            cluster: dead
            user: anybody
        users:
        - name: anybody
          user: {}
        current-context: dead
        """
            .formatted(port));
  }
}
