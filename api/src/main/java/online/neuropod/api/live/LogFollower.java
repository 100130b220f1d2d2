package online.neuropod.api.live;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import online.neuropod.api.live.ServerFrame.Lines;
import online.neuropod.api.pods.LogLines;
import online.neuropod.cluster.ClusterReader.FollowedLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Sends a log as it is written: the lines that are there at once together in one frame. */
final class LogFollower {
  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

  private final ExecutorService threads;

  LogFollower(ExecutorService threads) {
    this.threads = threads;
  }

  /**
   * Follows until the log ends or is closed, on a thread of its own.
   *
   * @param id of the frame that asked for it
   */
  void follow(Connection connection, @Nullable JsonNode id, String podId, FollowedLog log) {
    connection.follow(podId, log);
    threads.execute(() -> read(connection, id, podId, log));
  }

  private static void read(
      Connection connection, @Nullable JsonNode id, String podId, FollowedLog log) {
    try (log;
        var reader = new LogLines(log.stream())) {
      for (List<String> lines = reader.next(); !lines.isEmpty(); lines = reader.next()) {
        var frame = ServerFrame.lines(id, new Lines(podId, lines, false, null));
        if (!connection.sendWhileFollowed(podId, log, frame)) {
          return;
        }
      }
    } catch (IOException closed) {
      LOG.debug("podId={}: the log is not followed any more", podId, closed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    if (connection.ended(podId, log)) {
      connection.send(ServerFrame.lines(id, new Lines(podId, List.of(), true, null)));
    }
  }
}
