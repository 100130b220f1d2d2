package online.neuropod.api.live;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.Pod;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.wallets.WalletStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what changed in the store, whoever changed it. Each look reaches ten seconds back, since
 * clocks differ and a write takes time to be seen, and leaves out what was told already. Rests
 * while nobody listens.
 */
final class Feed implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private final PodStore pods;
  private final WalletStore wallets;
  private final NoticeStore notices;
  private final Connections connections;
  private final Broadcast broadcast;
  private final Duration interval;

  /** Between a write and the moment at which it is told. */
  private final Timer lag;

  private final InstantSource clock;
  private final Semaphore wishes = new Semaphore(0);
  private final Seen<Pod> seenPods = new Seen<>(Pod::id, Pod::revision);
  private final Seen<Wallet> seenWallets = new Seen<>(Wallet::userId, Wallet::version);
  private final Seen<Notice> seenNotices = new Seen<>(Notice::id, _ -> 1);
  private Instant looked;
  private boolean away;

  Feed(
      PodStore pods,
      WalletStore wallets,
      NoticeStore notices,
      Connections connections,
      Broadcast broadcast,
      Duration interval,
      Timer lag,
      InstantSource clock) {
    this.pods = pods;
    this.wallets = wallets;
    this.notices = notices;
    this.connections = connections;
    this.broadcast = broadcast;
    this.interval = interval;
    this.lag = lag;
    this.clock = clock;
    this.looked = clock.instant();
  }

  /** Asks for a look at once: this process has just written something. */
  void wake() {
    wishes.release();
  }

  /** Looks again and again until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        // Whether somebody asked or the time has come: what changed is seen either way.
        var _ = wishes.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
        wishes.drainPermits();
        look();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Instant now = clock.instant();
    if (connections.isEmpty()) {
      looked = now;
      return;
    }
    try {
      Instant since = looked.minus(OVERLAP);
      seenPods.tell(
          pods.changedSince(since),
          changed -> {
            broadcast.pods(changed);
            changed.forEach(this::measure);
          });
      seenWallets.tell(wallets.changedSince(since), changed -> broadcast.wallets(changed, now));
      seenNotices.tell(notices.toldSince(since), broadcast::notices);
      looked = now;
      away = false;
    } catch (RuntimeException failure) {
      // The feed outlives every failure: what was missed is found by a later look.
      if (!away) {
        LOG.warn("The feed could not look; it goes on trying", failure);
      }
      away = true;
    }
  }

  /** Not of what changed before the last look: it was told then, or nobody listened. */
  private void measure(Pod pod) {
    if (pod.changedAt().isAfter(looked)) {
      lag.record(Duration.between(pod.changedAt(), clock.instant()));
    }
  }

  /**
   * What was told in the time that looks overlap.
   *
   * @param <T> what is found
   */
  private static final class Seen<T> {
    private final Function<T, String> id;
    private final ToLongFunction<T> version;
    private Map<String, Long> told = Map.of();

    private Seen(Function<T, String> id, ToLongFunction<T> version) {
      this.id = id;
      this.version = version;
    }

    /** Tells what is fresh. Where that fails, nothing counts as told: it is told again. */
    private void tell(List<T> found, Consumer<List<T>> teller) {
      teller.accept(found.stream().filter(this::isFresh).toList());
      told =
          found.stream()
              .collect(Collectors.toMap(id, version::applyAsLong, Math::max, HashMap::new));
    }

    private boolean isFresh(T each) {
      return told.getOrDefault(id.apply(each), Long.MIN_VALUE) < version.applyAsLong(each);
    }
  }
}
