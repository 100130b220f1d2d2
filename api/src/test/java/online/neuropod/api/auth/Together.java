package online.neuropod.api.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Asks for the same thing many times at once. */
final class Together {
  private Together() {}

  static <T> List<T> run(int times, IntFunction<T> action)
      throws InterruptedException, ExecutionException {
    List<Callable<T>> actions =
        IntStream.range(0, times).<Callable<T>>mapToObj(i -> () -> action.apply(i)).toList();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<T>();
      for (Future<T> answer : executor.invokeAll(actions)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
