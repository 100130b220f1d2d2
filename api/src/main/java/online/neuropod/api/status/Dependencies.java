package online.neuropod.api.status;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks every server that NeuroPod needs whether it answers, all at once. */
public final class Dependencies {
  /** What many a cluster does not have. */
  static final String METRICS = "metrics";

  /** As long as one may take. */
  static final Duration DEADLINE = Duration.ofSeconds(3);

  /** What a server says of itself when asked. */
  @FunctionalInterface
  interface Question {
    /**
     * Asks. Blocks.
     *
     * @return its version; empty where it does not tell
     * @throws RuntimeException if it does not answer
     */
    Optional<String> ask();
  }

  /**
   * How a server is.
   *
   * @param name which
   * @param up whether it answers
   * @param latency how long the answer took; the deadline where there was none
   * @param version of the server, where it tells
   * @param problem why it does not answer, for an operator; no secrets
   */
  record State(
      String name,
      boolean up,
      Duration latency,
      Optional<String> version,
      Optional<String> problem) {
    /** Whether NeuroPod works without it, only telling less. */
    boolean isOptional() {
      return name.equals(METRICS);
    }
  }

  private final Map<String, Question> questions;
  private final ExecutorService threads;

  /**
   * Asks these.
   *
   * @param questions by the name of the server, in the order to be shown
   */
  Dependencies(Map<String, Question> questions, ExecutorService threads) {
    this.questions = new LinkedHashMap<>(questions);
    this.threads = threads;
  }

  /** How each is now. Ends within the deadline, whatever they do. Throws nothing. */
  List<State> check() {
    Map<String, Future<State>> asked = new LinkedHashMap<>();
    questions.forEach(
        (name, question) -> asked.put(name, threads.submit(() -> ask(name, question))));
    long end = System.nanoTime() + DEADLINE.toNanos();
    return asked.entrySet().stream().map(one -> await(one.getKey(), one.getValue(), end)).toList();
  }

  private static State ask(String name, Question question) {
    long began = System.nanoTime();
    Supplier<Duration> latency = () -> Duration.ofNanos(System.nanoTime() - began);
    try {
      Optional<String> version = question.ask().filter(text -> !text.isBlank());
      return new State(name, true, latency.get(), version, Optional.empty());
    } catch (RuntimeException failure) {
      // Whatever it is: that one server does not answer must not hide how the others are.
      return down(name, latency.get(), failure.getClass().getSimpleName());
    }
  }

  private static State await(String name, Future<State> state, long end) {
    try {
      return state.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      state.cancel(true);
      return down(name, DEADLINE, "no answer in " + DEADLINE.toSeconds() + " s");
    } catch (ExecutionException e) {
      return down(name, DEADLINE, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return down(name, DEADLINE, "interrupted");
    }
  }

  private static State down(String name, Duration latency, String problem) {
    return new State(name, false, latency, Optional.empty(), Optional.of(problem));
  }
}
