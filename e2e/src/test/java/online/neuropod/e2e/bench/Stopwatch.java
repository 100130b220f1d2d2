package online.neuropod.e2e.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import online.neuropod.e2e.client.Person;
import org.awaitility.Awaitility;

/** Takes the time from an order to the moment at which something becomes true. */
final class Stopwatch {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private final long begin = System.nanoTime();

  /**
   * Seconds until {@code done}. All who wait at once look a hundred times a second together, so
   * that looking takes the same part of the machine however many they are.
   *
   * @param waiting how many wait at once
   */
  double until(int waiting, BooleanSupplier done) {
    Awaitility.await()
        .atMost(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .pollDelay(0, TimeUnit.MILLISECONDS)
        .pollInterval(10L * waiting, TimeUnit.MILLISECONDS)
        .until(done::getAsBoolean);
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Whether the edge passes a request to a pod. */
  static boolean answers(String url) {
    return Person.open(url).getKey() == 200;
  }

  /** Does all at once; their answers in their order. */
  static <T> List<T> atOnce(List<Callable<T>> tasks) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (Future<T> task : threads.invokeAll(tasks)) {
        results.add(task.get());
      }
      return results;
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
