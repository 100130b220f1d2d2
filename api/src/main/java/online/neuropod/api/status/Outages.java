package online.neuropod.api.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import online.neuropod.api.status.Dependencies.State;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.store.StoreFailures;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.outages.OutageStore;
import online.neuropod.store.outages.OutageStore.Outage;

/**
 * Tells administrators, once for each outage, that a server does not answer, and that it does
 * again. Of several processes one looks. An outage of the database can only be told afterwards.
 *
 * <p>An outage stands in the store before it is told, and until its end is told, and notices have
 * ids made of it: whatever ends in between, the next look tells the rest, and nothing twice.
 */
final class Outages {
  /** A server that is restarted does not count. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final String DATABASE = "mongodb";

  private final OutageStore store;
  private final NoticeStore notices;
  private final Dependencies dependencies;
  private final String process = UUID.randomUUID().toString();
  private final Map<String, Instant> downSince = new HashMap<>();

  Outages(OutageStore store, NoticeStore notices, Dependencies dependencies) {
    this.store = store;
    this.notices = notices;
    this.dependencies = dependencies;
  }

  /** Looks once. Blocks. */
  synchronized void look(Instant moment) {
    Instant now = moment.truncatedTo(ChronoUnit.MILLIS);
    try {
      if (store.lead(process, now, now.plus(LEASE))) {
        judge(now);
      } else {
        downSince.clear();
      }
    } catch (RuntimeException failure) {
      if (!StoreFailures.isUnavailable(failure)) {
        throw failure;
      }
      downSince.putIfAbsent(DATABASE, now);
    }
  }

  private void judge(Instant now) {
    List<State> states = dependencies.check();
    states.stream().filter(state -> !state.isOptional()).forEach(state -> watch(state, now));
    for (Outage outage : store.open()) {
      publish(Kind.DEPENDENCY_DOWN, outage, outage.since(), Map.of());
      if (isUp(outage, states)) {
        long seconds = Duration.between(outage.since(), now).toSeconds();
        publish(Kind.DEPENDENCY_UP, outage, now, Map.of("seconds", String.valueOf(seconds)));
        store.end(outage);
      }
    }
  }

  private void watch(State state, Instant now) {
    // The database answers, since this process leads: what was seen of it is over.
    boolean was = state.name().equals(DATABASE) && downSince.containsKey(DATABASE);
    if (state.up() && !was) {
      downSince.remove(state.name());
      return;
    }
    Instant since = downSince.computeIfAbsent(state.name(), _ -> now);
    if (!now.isBefore(since.plus(PATIENCE))) {
      store.begin(new Outage(state.name(), since));
    }
    if (state.up()) {
      downSince.remove(state.name());
    }
  }

  private static boolean isUp(Outage outage, List<State> states) {
    return states.stream()
        .filter(state -> state.name().equals(outage.dependency()))
        .allMatch(State::up);
  }

  private void publish(Kind kind, Outage outage, Instant at, Map<String, String> more) {
    var details = new HashMap<>(more);
    details.put("dependency", outage.dependency());
    notices.publish(
        new Notice(
            String.join(
                ":",
                kind == Kind.DEPENDENCY_DOWN ? "down" : "up",
                outage.dependency(),
                String.valueOf(outage.since().toEpochMilli())),
            Optional.empty(),
            kind,
            Optional.empty(),
            details,
            at));
  }
}
