package online.neuropod.simulator.registry;

import java.util.Comparator;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Where an object is.
 *
 * @param namespace empty for cluster-wide kinds
 */
public record ObjectKey(ResourceType type, String namespace, String name)
    implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing((ObjectKey key) -> key.type().group())
          .thenComparing(key -> key.type().plural())
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  /** The key of an object whose metadata is complete. */
  public static ObjectKey of(ResourceType type, JsonNode object) {
    return new ObjectKey(
        type, Json.text(object, "metadata", "namespace"), Json.text(object, "metadata", "name"));
  }

  /** The unique path under which a storage keeps it. */
  public String path() {
    return type.group() + "/" + type.plural() + "/" + namespace + "/" + name;
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return path();
  }
}
