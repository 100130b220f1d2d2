package online.neuropod.simulator.patch;

import java.util.ArrayList;
import java.util.List;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * The way to a field as managedFields write it: {@code f:name} for a field, {@code k:{"name":"a"}}
 * for the list item with that key, {@code v:"a"} for an item of a set.
 */
record FieldPath(List<String> steps) implements Comparable<FieldPath> {
  static final FieldPath ROOT = new FieldPath(List.of());

  FieldPath {
    steps = List.copyOf(steps);
  }

  FieldPath field(String name) {
    return step("f:" + name);
  }

  FieldPath item(JsonNode key) {
    return step("k:" + Json.write(key));
  }

  FieldPath value(JsonNode value) {
    return step("v:" + Json.write(value));
  }

  FieldPath step(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new FieldPath(longer);
  }

  FieldPath parent() {
    return new FieldPath(steps.subList(0, steps.size() - 1));
  }

  String last() {
    return steps.getLast();
  }

  boolean startsWith(FieldPath prefix) {
    return steps.size() >= prefix.steps.size()
        && steps.subList(0, prefix.steps.size()).equals(prefix.steps);
  }

  /** As error messages name it: {@code .spec.ports[port=80,protocol="TCP"].name}. */
  String told() {
    StringBuilder told = new StringBuilder();
    for (String step : steps) {
      String rest = step.substring(2);
      switch (step.charAt(0)) {
        case 'f' -> told.append('.').append(rest);
        case 'v' -> told.append("[=").append(rest).append(']');
        default -> {
          List<String> keys = new ArrayList<>();
          Json.parse(rest).forEachEntry((name, value) -> keys.add(name + "=" + Json.write(value)));
          told.append('[').append(String.join(",", keys)).append(']');
        }
      }
    }
    return told.toString();
  }

  @Override
  public int compareTo(FieldPath other) {
    int common = Math.min(steps.size(), other.steps.size());
    for (int i = 0; i < common; i++) {
      int order = steps.get(i).compareTo(other.steps.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(steps.size(), other.steps.size());
  }
}
