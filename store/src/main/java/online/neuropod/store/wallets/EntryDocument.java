package online.neuropod.store.wallets;

import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Event;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link Entry} in the ledger, and among a wallet's pending entries.
 *
 * @param id {@code userId:n}: the same entry can only be inserted once
 */
@Document("transactions")
record EntryDocument(
    String id,
    String userId,
    long n,
    String kind,
    long amountMicros,
    long valueMicros,
    long balanceAfter,
    @Nullable String slot,
    long session,
    @Nullable Instant from,
    @Nullable String opened,
    @Nullable Instant to,
    @Nullable String closed,
    long rateMicrosPerHour,
    long priceVersion,
    @Nullable String reason,
    String actor,
    @Nullable String key,
    Instant at) {
  static EntryDocument of(String userId, Entry entry) {
    return new EntryDocument(
        userId + ":" + entry.n(),
        userId,
        entry.n(),
        entry.kind().name(),
        entry.amountMicros(),
        entry.valueMicros(),
        entry.balanceAfter(),
        entry.slot().orElse(null),
        entry.session(),
        entry.interval().map(Interval::from).orElse(null),
        entry.interval().map(Interval::opened).map(Event::name).orElse(null),
        entry.interval().map(Interval::to).orElse(null),
        entry.interval().map(Interval::closed).map(Event::name).orElse(null),
        entry.rateMicrosPerHour(),
        entry.priceVersion(),
        entry.reason().orElse(null),
        entry.actor(),
        entry.key().orElse(null),
        entry.at());
  }

  Entry toEntry() {
    return new Entry(
        n,
        Kind.valueOf(kind),
        amountMicros,
        valueMicros,
        balanceAfter,
        Optional.ofNullable(slot),
        session,
        interval(),
        rateMicrosPerHour,
        priceVersion,
        Optional.ofNullable(reason),
        actor,
        Optional.ofNullable(key),
        at);
  }

  private Optional<Interval> interval() {
    return from == null || to == null
        ? Optional.empty()
        : Optional.of(
            new Interval(
                from,
                EventNames.read(opened, Event.STARTED),
                to,
                EventNames.read(closed, Event.TICK)));
  }
}
