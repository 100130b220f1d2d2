package online.neuropod.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs the same thing in many threads that all begin at once. */
public final class Together {
  private Together() {}

  /** What each of {@code threads} answered; a failure of one fails the test. */
  public static <T> List<T> run(int threads, IntFunction<T> action)
      throws InterruptedException, ExecutionException {
    var begin = new CyclicBarrier(threads);
    List<Callable<T>> actions =
        IntStream.range(0, threads)
            .<Callable<T>>mapToObj(
                i ->
                    () -> {
                      begin.await(10, TimeUnit.SECONDS);
                      return action.apply(i);
                    })
            .toList();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<T>();
      for (Future<T> answer : executor.invokeAll(actions)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
