package online.neuropod.simulator.registry;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects as they were at one version.
 *
 * @param objects in the order of namespace and name
 */
public record Listing(long version, List<ObjectNode> objects) {
  public Listing {
    objects = List.copyOf(objects);
  }
}
