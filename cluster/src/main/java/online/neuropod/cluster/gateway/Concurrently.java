package online.neuropod.cluster.gateway;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls that do not depend on each other, each on a virtual thread, so that together they take as
 * long as the longest.
 */
final class Concurrently implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** A call under way. */
  record Call<T>(Future<T> future) {
    /**
     * Its result; blocks until it is there.
     *
     * @throws RuntimeException that the call threw
     */
    T join() {
      try {
        return future.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        var cancelled = new CancellationException("interrupted");
        cancelled.initCause(e);
        throw cancelled;
      }
    }
  }

  /** Starts a call. */
  <T> Call<T> fork(Callable<T> call) {
    return new Call<>(threads.submit(call));
  }

  /** Waits for what was started. */
  @Override
  public void close() {
    threads.close();
  }

  /** Runs all, and blocks until the last has ended; throws the first failure in their order. */
  static void run(List<Runnable> tasks) {
    call(tasks.stream().map(Executors::callable).toList());
  }

  /** Calls all, and blocks until the last has ended; throws the first failure in their order. */
  static <T> List<T> call(List<? extends Callable<T>> tasks) {
    try (var calls = new Concurrently()) {
      List<Call<T>> started = tasks.stream().map(task -> calls.fork((Callable<T>) task)).toList();
      return started.stream().map(Call::join).toList();
    }
  }
}
