package online.neuropod.store.audit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import online.neuropod.domain.audit.AuditEntry;
import online.neuropod.domain.audit.AuditEntry.Outcome;

/**
 * Who did what. A write is announced before it begins, and told when it has ended, both by an
 * insert: nothing that stands here is changed or removed (but by {@link AuditRetention}, where an
 * operator wants that). All methods block for the database.
 */
public interface AuditStore {
  /**
   * Which entries.
   *
   * @param actorId who
   * @param subject on whom or what: an id
   * @param action its name, or the beginning of it up to a dot: {@code pods} finds {@code
   *     pods.create}
   * @param outcome what came of it
   * @param from at or after
   * @param to before
   * @param text anywhere in the entry, in whatever case
   */
  record Which(
      Optional<String> actorId,
      Optional<String> subject,
      Optional<String> action,
      Optional<Outcome> outcome,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> text) {}

  /** An outcome as it is written outside. */
  static String wire(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  /** In which order entries are read; among equals always the newest first. */
  enum Order {
    /** Newest first. */
    NEWEST,
    /** Oldest first. */
    OLDEST
  }

  /**
   * Announces a write that is about to begin. Only when this returns may it begin.
   *
   * @throws org.springframework.dao.DataAccessException if the database does not answer
   */
  void announce(AuditEntry intent);

  /**
   * Tells what came of a write, announced or not.
   *
   * @return false if that was told before; the first one stays
   */
  boolean tell(AuditEntry entry);

  /** Writes that were announced before {@code moment} and of which nothing was told since. */
  List<AuditEntry> unfinished(Instant moment, int limit);

  /** A page of what was told. */
  List<AuditEntry> list(Which which, Order order, int page, int size);

  /** How many were told. */
  long count(Which which);

  /** Reads all of these, newest first. */
  void read(Which which, Consumer<AuditEntry> reader);
}
