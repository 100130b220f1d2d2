package online.neuropod.domain.money;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an audit found.
 *
 * @param at when it was made
 * @param wallets how many were read
 * @param entries how many were read
 * @param pending entries that a crash left out of the ledger and the next writer will put there: no
 *     breach
 * @param broken how often each law is broken; those that hold are not there
 * @param breaches where a law does not hold; of each law the first {@link #MOST_OF_A_LAW}
 */
public record AuditReport(
    Instant at,
    long wallets,
    long entries,
    long pending,
    Map<Law, Long> broken,
    List<Breach> breaches) {
  /** As many breaches of one law are told, so that those of one do not hide those of another. */
  public static final int MOST_OF_A_LAW = 100;

  public AuditReport {
    broken = Map.copyOf(broken);
    breaches = List.copyOf(breaches);
  }

  /** Whether every law holds. */
  public boolean isClean() {
    return broken.isEmpty();
  }

  /** How many breaches of a law there are, those included that are not told. */
  public long breachesOf(Law law) {
    return broken.getOrDefault(law, 0L);
  }

  /** Whether some are not told. */
  public boolean isCut() {
    return broken.values().stream().anyMatch(breaches -> breaches > MOST_OF_A_LAW);
  }
}
