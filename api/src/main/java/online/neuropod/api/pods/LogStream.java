package online.neuropod.api.pods;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import online.neuropod.api.answer.Language;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterReader.FollowedLog;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.pod.Pod;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * A log as Server-Sent Events: a {@code data} for each line, {@code event: message} where there is
 * something to say instead, {@code event: end} at the end.
 */
public class LogStream implements ApplicationListener<ContextClosedEvent> {
  // Tunnels cut connections that are silent for about 100 s.
  private static final Duration HEARTBEAT = Duration.ofSeconds(25);
  private static final long NO_TIMEOUT = 0;

  private final ClusterReader cluster;
  private final PodLogs logs;
  private final ExecutorService threads;
  private final Set<SseEmitter> open = ConcurrentHashMap.newKeySet();

  /** Reads from this cluster on these threads. */
  public LogStream(ClusterReader cluster, PodLogs logs, ExecutorService threads) {
    this.cluster = cluster;
    this.logs = logs;
    this.threads = threads;
  }

  SseEmitter follow(Language language, Pod pod, int tail) {
    Optional<String> none = logs.whyNone(language, pod);
    Optional<FollowedLog> log =
        none.isEmpty() ? cluster.followLogs(Target.of(pod), tail) : Optional.empty();
    var emitter = new SseEmitter(NO_TIMEOUT);
    if (log.isPresent()) {
      follow(emitter, log.get());
    } else {
      String message = none.orElseGet(() -> logs.notThere(language));
      threads.execute(() -> tell(emitter, message));
    }
    return emitter;
  }

  private void follow(SseEmitter emitter, FollowedLog log) {
    var closed = new CountDownLatch(1);
    Runnable end =
        () -> {
          open.remove(emitter);
          closed.countDown();
          log.close();
        };
    open.add(emitter);
    emitter.onCompletion(end);
    emitter.onTimeout(end);
    emitter.onError(_ -> end.run());
    threads.execute(() -> read(emitter, log));
    threads.execute(() -> keepAlive(emitter, closed));
  }

  /** Ends all streams: the server waits for requests under way before it stops. */
  @Override
  public void onApplicationEvent(ContextClosedEvent stopping) {
    open.forEach(SseEmitter::complete);
  }

  private static void tell(SseEmitter emitter, String message) {
    try {
      emitter.send(event("message", message));
      emitter.send(event("end", ""));
      emitter.complete();
    } catch (IOException gone) {
      emitter.completeWithError(gone);
    }
  }

  private static void read(SseEmitter emitter, FollowedLog log) {
    try (var reader = new LogLines(log.stream())) {
      for (List<String> lines = reader.next(); !lines.isEmpty(); lines = reader.next()) {
        for (String line : lines) {
          emitter.send(SseEmitter.event().data(line, MediaType.TEXT_PLAIN));
        }
      }
      emitter.send(event("end", ""));
      emitter.complete();
    } catch (IOException | IllegalStateException gone) {
      // The latter when the person left while a line was on its way.
      emitter.completeWithError(gone);
    }
  }

  private static SseEventBuilder event(String name, String data) {
    return SseEmitter.event().name(name).data(data, MediaType.TEXT_PLAIN);
  }

  private static void keepAlive(SseEmitter emitter, CountDownLatch closed) {
    try {
      while (!closed.await(HEARTBEAT.toSeconds(), TimeUnit.SECONDS)) {
        emitter.send(SseEmitter.event().comment("alive"));
      }
    } catch (IOException | IllegalStateException gone) {
      // The latter when the stream ended a moment ago.
      emitter.completeWithError(gone);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
