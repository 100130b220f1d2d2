package online.neuropod.store.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import online.neuropod.domain.money.Adjustment.Operation;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.LedgerAudit;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Reservation;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.notices.MongoNoticeStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.wallets.WalletStore.Which;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Pods of one person live in threads of their own, and an administrator does as he likes, each
 * through a process that dies again and again after any of its writes. Every call is made until it
 * comes through, and some once more. Whatever came of it is held against a model that knows when
 * each container ran.
 */
@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MoneyUnderCrashesIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final int PODS = 5;
  private static final int LIVES = 4;
  private static final int CORRECTIONS = 12;
  private static final long[] RATES = {0, 1, 3_600_000, 8_990_001, 1_800_000_000};
  private static final long VOLUME_RATE = 360_007;
  private static final Set<Duration> LEVELS = Set.of(Duration.ofHours(1), Duration.ofMinutes(1));

  /** The end of a process, as far as one write sees it. */
  private static final class Crash extends RuntimeException {}

  /** A container that ran. */
  private record Ran(String slot, long session, long rate, Duration time) {}

  private final MongoTemplate mongo;
  private final NoticeStore notices;
  private final WalletStore wallets;
  private final AtomicInteger crashes = new AtomicInteger();
  private final ConcurrentLinkedQueue<Ran> ran = new ConcurrentLinkedQueue<>();

  MoneyUnderCrashesIT(Server server) {
    mongo = server.freshTemplate();
    notices = MongoNoticeStore.open(mongo, InstantSource.system());
    wallets = MongoWalletStore.open(mongo, notices);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyLawHolds(long seed) throws InterruptedException, ExecutionException {
    wallets.open("u", false, 50 * Micros.EURO, T0);

    Together.run(
        PODS + 1,
        thread -> {
          var actor = new Actor(new Random(seed * 1_000 + thread), "pod-" + thread);
          if (thread < PODS) {
            actor.live();
          } else {
            actor.administer();
          }
          return thread;
        });

    assertThat(crashes).as("crashes").hasPositiveValue();
    wallets.repair("u");
    var ledger = new ArrayList<Entry>();
    wallets.read("u", Which.ALL, ledger::add);
    assertThat(audit(ledger)).isEmpty();
    assertThat(ran)
        .allSatisfy(
            session ->
                assertThat(value(ledger, session))
                    .isEqualTo(Micros.cost(session.rate(), session.time())));
    assertThat(ledger)
        .filteredOn(entry -> entry.kind() == Kind.TOP_UP)
        .as("each top-up once")
        .hasSize(CORRECTIONS);
    assertThat(wallets.find("u").orElseThrow().running()).isEmpty();
  }

  private List<?> audit(List<Entry> ledger) {
    var audit = new LedgerAudit(wallets.find("u").orElseThrow(), _ -> false);
    ledger.forEach(audit::read);
    return audit.finish();
  }

  private static long value(List<Entry> ledger, Ran session) {
    return ledger.stream()
        .filter(entry -> entry.slot().equals(Optional.of(session.slot())))
        .filter(entry -> entry.session() == session.session())
        .mapToLong(
            entry -> entry.kind() == Kind.REFUND ? -entry.valueMicros() : entry.valueMicros())
        .sum();
  }

  /** One thread, with a process of its own that dies and is started again. */
  private final class Actor {
    private final Random random;
    private final String slot;
    private final WalletStore process =
        MongoWalletStore.open(
            mongo,
            notices,
            _ -> {
              if (Actor.this.dies()) {
                crashes.incrementAndGet();
                throw new Crash();
              }
            });
    private Instant now = T0;

    Actor(Random random, String slot) {
      this.random = random;
      this.slot = slot;
    }

    private boolean dies() {
      return random.nextInt(5) == 0;
    }

    private void pass() {
      now = now.plusMillis(random.nextLong(400_000));
    }

    void live() {
      for (long session = 1; session <= LIVES; session++) {
        long rate = RATES[random.nextInt(RATES.length)];
        pass();
        if (reserve(session, rate)) {
          run(session, rate);
        }
      }
    }

    private boolean reserve(long session, long rate) {
      while (true) {
        try {
          Reservation answer =
              process
                  .change(
                      "u",
                      now,
                      draft -> draft.reserve(slot, session, rate, 1, VOLUME_RATE, Duration.ZERO))
                  .answer();
          return answer instanceof Reservation.Granted;
        } catch (Crash again) {
          // As Temporal does: the same call again until it comes through.
        }
      }
    }

    private void run(long session, long rate) {
      pass();
      Instant start = now;
      long of = session;
      surely(draft -> draft.started(slot, of, start, VOLUME_RATE));
      int charges = random.nextInt(4);
      for (int charge = 0; charge < charges; charge++) {
        pass();
        Instant to = now;
        surely(draft -> draft.charge(slot, of, to));
        surely(draft -> draft.watchRunway(to, LEVELS));
      }
      pass();
      // Known late: it may have ended before it was charged the last time.
      Instant end = now.minusMillis(random.nextLong(Duration.between(start, now).toMillis() + 1));
      surely(draft -> draft.close(slot, of, end, Optional.of("cause")));
      ran.add(new Ran(slot, session, rate, Duration.between(start, end)));
    }

    /** Until it comes through, and now and then once more. */
    private void surely(Consumer<WalletDraft> rule) {
      boolean done = false;
      while (!done || random.nextInt(4) == 0) {
        done |= comesThrough(rule);
      }
    }

    private boolean comesThrough(Consumer<WalletDraft> rule) {
      try {
        process.change(
            "u",
            now,
            draft -> {
              rule.accept(draft);
              return true;
            });
        return true;
      } catch (Crash again) {
        return false;
      }
    }

    void administer() {
      for (int correction = 0; correction < CORRECTIONS; correction++) {
        now = now.plusSeconds(random.nextLong(120));
        once("top-up-" + correction, Operation.ADD, random.nextLong(20 * Micros.EURO));
        int which = correction;
        boolean flag = random.nextBoolean();
        switch (random.nextInt(5)) {
          case 0 -> once("set-" + which, Operation.SET, random.nextLong(30 * Micros.EURO));
          case 1 -> once("take-" + which, Operation.SUBTRACT, random.nextLong(Micros.EURO));
          case 2 -> surely(draft -> draft.freeze(flag));
          case 3 -> freeForATime();
          default -> surely(draft -> draft.settleIfExhausted(now));
        }
      }
      surely(draft -> draft.freeze(false));
    }

    private void freeForATime() {
      surely(draft -> draft.makeUnlimited(true));
      now = now.plusSeconds(random.nextLong(120));
      surely(draft -> draft.makeUnlimited(false));
    }

    private void once(String key, Operation operation, long micros) {
      boolean done = false;
      while (!done) {
        try {
          process.changeOnce(
              "u", key, now, draft -> draft.adjust(operation, micros, "because", "admin", key));
          done = true;
        } catch (Crash again) {
          // The same request again, with the same key.
        }
      }
    }
  }
}
