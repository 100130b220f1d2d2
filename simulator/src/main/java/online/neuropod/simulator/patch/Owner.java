package online.neuropod.simulator.patch;

/**
 * Who owns fields.
 *
 * @param name field manager
 * @param applies whether by server-side apply; otherwise by create, update or patch
 * @param subresource such as {@code status}, or empty
 */
public record Owner(String name, boolean applies, String subresource) {
  /** The owner of what a component of the cluster itself writes. */
  public static Owner component(String name, String subresource) {
    return new Owner(name, false, subresource);
  }
}
