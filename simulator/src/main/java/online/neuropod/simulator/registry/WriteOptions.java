package online.neuropod.simulator.registry;

import online.neuropod.simulator.patch.Owner;

/**
 * How a write is meant.
 *
 * @param owner who owns the fields that change
 * @param dryRun check everything, keep nothing
 * @param force take conflicting fields from their owners when applying
 */
public record WriteOptions(Owner owner, boolean dryRun, boolean force) {
  /** The main object, nothing special. */
  public static WriteOptions by(String manager) {
    return new WriteOptions(new Owner(manager, false, ""), false, false);
  }

  /** {@code status}, {@code finalize}, or empty for the main object. */
  public String subresource() {
    return owner.subresource();
  }
}
