package online.neuropod.store.audit;

import java.time.Instant;

/** Forgets old entries of the audit, for operators who may keep them only so long. */
public interface AuditRetention {
  /** Removes what was asked for before {@code moment}; returns how many entries. */
  long forgetBefore(Instant moment);
}
