package online.neuropod.simulator.registry;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What is special about the objects of one kind when they are written. */
interface Strategy {
  /** The fault in a name, if any. */
  default Optional<String> nameFault(String name) {
    return Names.subdomain(name);
  }

  /** Fills in what was left out; on create and on update. */
  default void defaults(ObjectNode object) {}

  /** Sets what a new object starts with, its status above all. */
  default void onCreate(ObjectNode object, Instant now) {}

  /** Carries over what the sender of an update may leave out. */
  default void onUpdate(ObjectNode next, ObjectNode current) {}

  /** Finds what is wrong with an object. */
  default void validate(ObjectNode object, Faults faults) {}

  /** Finds what is wrong with a change. */
  default void validateUpdate(ObjectNode next, ObjectNode current, Faults faults) {}
}
