package online.neuropod.api.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import online.neuropod.api.live.ServerFrame.Lines;
import online.neuropod.cluster.ClusterReader.FollowedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a log as it is written: the lines that are there at once together in one frame. */
final class LogFollower {
  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
  private static final int MAX_LINES = 200;

  private final ExecutorService threads;

  LogFollower(ExecutorService threads) {
    this.threads = threads;
  }

  /** Follows until the log ends or is closed, on a thread of its own. */
  void follow(Connection connection, String podId, FollowedLog log) {
    connection.follow(podId, log);
    threads.execute(() -> read(connection, podId, log));
  }

  private static void read(Connection connection, String podId, FollowedLog log) {
    try (log;
        var reader =
            new BufferedReader(new InputStreamReader(log.stream(), StandardCharsets.UTF_8))) {
      for (List<String> lines = next(reader); !lines.isEmpty(); lines = next(reader)) {
        if (!connection.sendWhenThereIsRoom(frame(podId, lines, false))) {
          return;
        }
      }
    } catch (IOException closed) {
      LOG.debug("podId={}: the log is not followed any more", podId, closed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    connection.ended(podId, log);
    connection.send(frame(podId, List.of(), true));
  }

  private static ServerFrame frame(String podId, List<String> lines, boolean last) {
    return ServerFrame.lines(null, new Lines(podId, lines, last, null));
  }

  /** The next line, with those that are there already; none at the end. */
  private static List<String> next(BufferedReader reader) throws IOException {
    var lines = new ArrayList<String>();
    String line = reader.readLine();
    while (line != null) {
      lines.add(line);
      line = lines.size() < MAX_LINES && reader.ready() ? reader.readLine() : null;
    }
    return lines;
  }
}
