package online.neuropod.api.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import online.neuropod.domain.audit.AuditEntry;
import online.neuropod.store.audit.AuditStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit: first that something is about to be done, then what came of it. Where the
 * database goes away between the two, the second is tried again as long as the process lives; where
 * the process ends, whoever {@link #settle settles} says that the result is unknown.
 */
public final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  /** Longer than any request. */
  private static final Duration LOST_AFTER = Duration.ofMinutes(10);

  private static final int PAGE = 500;

  /** So many may wait for a database; what is more would only be told as unknown. */
  private static final int MAX_UNTOLD = 10_000;

  private final AuditStore store;
  private final Queue<AuditEntry> untold = new ConcurrentLinkedQueue<>();
  private Set<String> seenUnfinished = Set.of();

  /** Writes into this store. */
  public Audit(AuditStore store) {
    this.store = store;
  }

  /**
   * Announces a write. Only when this returns may it begin.
   *
   * @throws org.springframework.dao.DataAccessException if the database does not answer
   */
  void announce(AuditEntry intent) {
    store.announce(intent);
  }

  /** Tells what came of a write; now, or when the database is there again. Throws nothing. */
  void tell(AuditEntry entry) {
    if (!tryTell(entry) && untold.size() < MAX_UNTOLD) {
      untold.add(entry);
    }
  }

  private boolean tryTell(AuditEntry entry) {
    try {
      store.tell(entry);
      return true;
    } catch (RuntimeException failure) {
      // Whatever it is, the write is done and answered: only its entry can be tried again.
      LOG.warn(
          "{} of trace {} is not in the audit yet: {}",
          entry.action(),
          entry.traceId(),
          failure.toString());
      return false;
    }
  }

  /** Tells what could not be told before, oldest first, until it fails again. */
  void tellAgain() {
    AuditEntry oldest = untold.peek();
    while (oldest != null && tryTell(oldest)) {
      untold.remove(oldest);
      oldest = untold.peek();
    }
  }

  /**
   * Tells of writes of any process that nobody has told of, that their result is unknown. Only of
   * those that were so in the round before as well: when the database is there again after a while,
   * the process that knows more has its turn first.
   */
  synchronized void settle(Instant now) {
    List<AuditEntry> unfinished = store.unfinished(now.minus(LOST_AFTER), PAGE);
    var seen = new HashSet<String>();
    for (AuditEntry lost : unfinished) {
      if (seenUnfinished.contains(lost.id())) {
        LOG.warn("What came of {} of trace {} is unknown", lost.action(), lost.traceId());
        store.tell(lost);
      } else {
        seen.add(lost.id());
      }
    }
    seenUnfinished = Set.copyOf(seen);
  }

  /** How many entries wait for the database. */
  int waiting() {
    return untold.size();
  }
}
