package online.neuropod.simulator.patch;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields that somebody owns, as the {@code fieldsV1} of a managedFields entry holds them. */
final class FieldSet {
  private final TreeSet<FieldPath> paths;

  FieldSet(Collection<FieldPath> paths) {
    this.paths = new TreeSet<>(paths);
  }

  static FieldSet read(JsonNode fields) {
    FieldSet set = new FieldSet(Set.of());
    set.read(fields, FieldPath.ROOT);
    return set;
  }

  Set<FieldPath> paths() {
    return paths;
  }

  boolean isEmpty() {
    return paths.isEmpty();
  }

  boolean contains(FieldPath path) {
    return paths.contains(path);
  }

  /** Whether the field or one inside it is owned. */
  boolean touches(FieldPath path) {
    FieldPath ceiling = paths.ceiling(path);
    return ceiling != null && ceiling.startsWith(path);
  }

  void addAll(Collection<FieldPath> added) {
    paths.addAll(added);
  }

  void removeIf(Predicate<FieldPath> gone) {
    paths.removeIf(gone);
  }

  ObjectNode write() {
    ObjectNode root = Json.object();
    for (FieldPath path : paths) {
      ObjectNode node = root;
      for (String step : path.steps()) {
        node = Json.ensure(node, step);
      }
      if (touchesBelow(path)) {
        node.putObject(".");
      }
    }
    return root;
  }

  private boolean touchesBelow(FieldPath path) {
    FieldPath next = paths.higher(path);
    return next != null && next.startsWith(path);
  }

  private void read(JsonNode node, FieldPath at) {
    node.forEachEntry(
        (step, child) -> {
          if (step.equals(".")) {
            paths.add(at);
          } else if (child.isEmpty()) {
            paths.add(at.step(step));
          } else {
            read(child, at.step(step));
          }
        });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && paths.equals(set.paths);
  }

  @Override
  public int hashCode() {
    return paths.hashCode();
  }
}
