package online.neuropod.simulator.apiserver;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.registry.Registry;

/** Answers {@code pods/log}: what was written, and with {@code follow} what is being written. */
final class LogSession {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Clock clock;
  private final ApiRequest request;
  private final LogSource.Log log;

  /**
   * Opens the log.
   *
   * @throws online.neuropod.simulator.registry.ApiFailure when there is none
   */
  LogSession(Registry registry, LogSource source, ApiRequest request) {
    this.clock = registry.clock();
    this.request = request;
    this.log =
        source.open(
            registry.get(request.path().key()),
            request.parameter("container"),
            request.flag("previous"));
  }

  /** Writes to the sink and ends it. */
  void run(Sink sink) {
    List<LogSource.Line> present = log.lines();
    List<LogSource.Line> chosen = present.stream().filter(this::isRecent).toList();
    long tail = request.number("tailLines").orElse(chosen.size());
    List<LogSource.Line> shown =
        chosen.subList((int) Math.max(0, chosen.size() - tail), chosen.size());
    boolean there = sendAll(sink, limit(text(shown)));
    if (request.flag("follow")) {
      follow(sink, present.size(), there);
    }
    sink.end();
  }

  private void follow(Sink sink, int from, boolean connected) {
    int sent = from;
    boolean there = connected;
    while (there) {
      boolean ended = log.ended();
      List<LogSource.Line> present = log.lines();
      there = sendAll(sink, text(present.subList(Math.min(sent, present.size()), present.size())));
      sent = present.size();
      if (ended) {
        return;
      }
      Duration wait =
          log.next()
              .map(next -> Duration.between(clock.instant(), next))
              .filter(duration -> duration.compareTo(LOOK_AGAIN) < 0)
              .map(duration -> duration.isNegative() ? Duration.ZERO : duration.plusMillis(1))
              .orElse(LOOK_AGAIN);
      there &= !sink.awaitGone(wait);
    }
  }

  private static boolean sendAll(Sink sink, String text) {
    return text.isEmpty() || sink.send(text);
  }

  private boolean isRecent(LogSource.Line line) {
    Optional<Instant> since =
        request
            .time("sinceTime")
            .or(
                () ->
                    request.number("sinceSeconds").isPresent()
                        ? Optional.of(
                            clock
                                .instant()
                                .minusSeconds(request.number("sinceSeconds").getAsLong()))
                        : Optional.empty());
    return since.isEmpty() || !line.at().isBefore(since.get());
  }

  private String text(List<LogSource.Line> lines) {
    boolean stamped = request.flag("timestamps");
    StringBuilder text = new StringBuilder();
    for (LogSource.Line line : lines) {
      if (stamped) {
        text.append(Times.nanos(line.at())).append(' ');
      }
      text.append(line.text()).append('\n');
    }
    return text.toString();
  }

  private String limit(String text) {
    long most = request.number("limitBytes").orElse(Long.MAX_VALUE);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= most ? text : new String(bytes, 0, (int) most, StandardCharsets.UTF_8);
  }
}
