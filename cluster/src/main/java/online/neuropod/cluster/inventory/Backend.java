package online.neuropod.cluster.inventory;

import java.util.Optional;

/**
 * Where a route leads.
 *
 * @param kind such as {@code Service}
 * @param name of the object
 * @param port number or name of its port
 */
public record Backend(String kind, String name, Optional<String> port) {}
