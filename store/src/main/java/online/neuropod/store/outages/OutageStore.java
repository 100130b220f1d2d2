package online.neuropod.store.outages;

import java.time.Instant;
import java.util.List;

/** Servers that do not answer, as all processes together know it. All methods block. */
public interface OutageStore {
  /**
   * A server that does not answer.
   *
   * @param dependency which
   * @param since when that was first seen
   */
  record Outage(String dependency, Instant since) {}

  /**
   * Whether {@code process} is the one that looks, until {@code until}: of several processes one
   * judges, since what one reaches another may not.
   */
  boolean lead(String process, Instant now, Instant until);

  /** Begins an outage; the first one that is begun stays until it is ended. */
  void begin(Outage outage);

  /** Those that are not ended. */
  List<Outage> open();

  /** Ends an outage. */
  void end(Outage outage);
}
