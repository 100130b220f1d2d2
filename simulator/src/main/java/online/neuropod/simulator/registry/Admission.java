package online.neuropod.simulator.registry;

import tools.jackson.databind.node.ObjectNode;

/**
 * What looks at a write beyond the rules of the object itself. Called within the decision of its
 * write.
 */
interface Admission {
  /** Changes the object before it is validated. */
  default void mutate(ResourceType type, ObjectNode object) {}

  /**
   * Looks at the complete and valid object.
   *
   * @throws ApiFailure 403 when it is refused
   */
  default void validate(ResourceType type, ObjectNode object) {}

  /**
   * Looks at a valid change.
   *
   * @throws ApiFailure 403 when it is refused
   */
  default void validateUpdate(ResourceType type, ObjectNode next, ObjectNode current) {}
}
