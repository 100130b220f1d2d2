package online.neuropod.domain.money;

import java.time.Instant;
import java.util.List;

/**
 * What an audit found.
 *
 * @param at when it was made
 * @param wallets how many were read
 * @param entries how many were read
 * @param pending entries that a crash left out of the ledger and the next writer will put there: no
 *     breach
 * @param breaches where a law does not hold; the first {@link #MOST} of them
 */
public record AuditReport(
    Instant at, long wallets, long entries, long pending, List<Breach> breaches) {
  /** As many are told. */
  public static final int MOST = 1_000;

  public AuditReport {
    breaches = List.copyOf(breaches);
  }

  /** Whether every law holds. */
  public boolean isClean() {
    return breaches.isEmpty();
  }

  /** How many breaches of a law there are among those told. */
  public long breachesOf(Law law) {
    return breaches.stream().filter(breach -> breach.law() == law).count();
  }
}
