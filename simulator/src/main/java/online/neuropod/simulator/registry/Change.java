package online.neuropod.simulator.registry;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One write.
 *
 * @param version resource version of the write
 * @param before the object as it was, empty when it was created
 * @param after the object as it is, empty when it was removed
 */
public record Change(
    long version, ObjectKey key, Optional<ObjectNode> before, Optional<ObjectNode> after) {

  /** The object as it is, or as it was last. */
  public ObjectNode latest() {
    return after.or(() -> before).orElseThrow();
  }
}
