package online.neuropod.api.pods;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import online.neuropod.api.answer.Language;
import online.neuropod.api.cluster.ClusterReads;
import online.neuropod.api.cluster.ClusterReads.ClusterAway;
import online.neuropod.api.cluster.ClusterReads.LogRange;
import online.neuropod.domain.pod.Pod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * A log as Server-Sent Events: a {@code data} for each line, {@code event: message} where there is
 * something to say instead, {@code event: end} at the end.
 */
public class LogStream {
  // Tunnels cut connections that are silent for about 100 s.
  private static final Duration HEARTBEAT = Duration.ofSeconds(25);

  private final ClusterReads cluster;
  private final PodLogs logs;
  private final ExecutorService threads;

  /** Reads from this cluster on these threads. */
  public LogStream(ClusterReads cluster, PodLogs logs, ExecutorService threads) {
    this.cluster = cluster;
    this.logs = logs;
    this.threads = threads;
  }

  SseEmitter follow(Language language, Pod pod, LogRange range) {
    var emitter = new SseEmitter(0L);
    var closed = new CountDownLatch(1);
    Future<?> reader = threads.submit(() -> read(emitter, language, pod, range));
    threads.execute(() -> keepAlive(emitter, closed));
    Runnable end =
        () -> {
          closed.countDown();
          reader.cancel(true);
        };
    emitter.onCompletion(end);
    emitter.onTimeout(end);
    emitter.onError(_ -> end.run());
    return emitter;
  }

  private void read(SseEmitter emitter, Language language, Pod pod, LogRange range) {
    try {
      String none = logs.whyNone(language, pod).orElse("");
      boolean read = none.isEmpty() && cluster.follow(pod, range, line -> send(emitter, line));
      if (!read) {
        String message = none.isEmpty() ? logs.notThere(language) : none;
        emitter.send(event("message", message));
      }
      emitter.send(event("end", ""));
      emitter.complete();
    } catch (IOException | ReaderGone | ClusterAway gone) {
      emitter.completeWithError(gone);
    }
  }

  private static SseEventBuilder event(String name, String data) {
    return SseEmitter.event().name(name).data(data, MediaType.TEXT_PLAIN);
  }

  /** The person closed the page; unwinds the reading of the log. */
  private static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ReaderGone(IOException cause) {
      super(cause);
    }
  }

  private static void send(SseEmitter emitter, String line) {
    try {
      emitter.send(SseEmitter.event().data(line, MediaType.TEXT_PLAIN));
    } catch (IOException gone) {
      throw new ReaderGone(gone);
    }
  }

  private static void keepAlive(SseEmitter emitter, CountDownLatch closed) {
    try {
      while (!closed.await(HEARTBEAT.toSeconds(), TimeUnit.SECONDS)) {
        emitter.send(SseEmitter.event().comment("alive"));
      }
    } catch (IOException gone) {
      emitter.completeWithError(gone);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
