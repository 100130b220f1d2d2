package online.neuropod.activities.rounds;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.store.wallets.SenselessWallet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** One pass over many items, in which each has its try: one that fails does not stop the others. */
public final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  /** After as many failures one after the other, a server is away altogether. */
  private static final int AWAY = 3;

  private Round() {}

  /**
   * Tries each item once, and logs the failures of servers and what makes no sense. The round ends
   * early when a server is away altogether; what is left has to wait for the next one.
   *
   * @param what is done, for the log
   * @param name of an item, for the log
   * @throws RuntimeException what {@code action} throws beyond failures of Temporal, the cluster
   *     and the database
   */
  public static <T> void over(
      Collection<T> items, String what, Function<T, String> name, Consumer<T> action) {
    var order = new ArrayList<>(items);
    // Another order each time: items that always fail, side by side, must not end every round
    // before the same others.
    Collections.shuffle(order);
    int failures = 0;
    for (T item : order) {
      failures = succeeds(item, what, name, action) ? 0 : failures + 1;
      if (failures == AWAY) {
        LOG.warn("{}: {} failures in a row, the rest waits for the next round", what, failures);
        return;
      }
    }
  }

  /**
   * The same with several items at once, begun in their order until time is up.
   *
   * @param atOnce how many at most
   * @param timeIsUp whether no other is to be begun; the first ones always are
   * @return how many of the first were tried; all where a server is away altogether, since what is
   *     left has to wait for the next round
   */
  public static <T> int over(
      List<T> items,
      int atOnce,
      BooleanSupplier timeIsUp,
      String what,
      Function<T, String> name,
      Consumer<T> action) {
    var begun = new AtomicInteger();
    var failures = new AtomicInteger();
    Runnable hand =
        () -> {
          int next = begun.getAndIncrement();
          while (next < items.size() && failures.get() < AWAY) {
            boolean done = succeeds(items.get(next), what, name, action);
            failures.updateAndGet(before -> done ? 0 : before + 1);
            if (timeIsUp.getAsBoolean()) {
              return;
            }
            next = begun.getAndIncrement();
          }
        };
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      List<CompletableFuture<Void>> hands =
          Stream.generate(() -> CompletableFuture.runAsync(hand, threads)).limit(atOnce).toList();
      hands.forEach(CompletableFuture::join);
    }
    return failures.get() < AWAY ? Math.min(begun.get(), items.size()) : items.size();
  }

  private static <T> boolean succeeds(
      T item, String what, Function<T, String> name, Consumer<T> action) {
    try {
      action.accept(item);
      return true;
    } catch (StatusRuntimeException
        | WorkflowServiceException
        | KubernetesClientException
        | ClusterRefusal
        | DataAccessException failure) {
      LOG.warn(
          "{}: {} failed, trying it again later: {}", name.apply(item), what, failure.toString());
      return false;
    } catch (SenselessWallet senseless) {
      LOG.warn("{}: {} is left: {}", name.apply(item), what, senseless.reason());
      // The database is there.
      return true;
    }
  }
}
