package online.neuropod.simulator.registry;

import java.util.List;
import java.util.Set;

/**
 * A kind of object the API server knows.
 *
 * @param group API group, empty for the core group
 * @param version API version, such as {@code v1}
 * @param plural name in paths
 * @param singular name in messages and on the command line
 * @param kind name in objects
 * @param namespaced whether its objects live in namespaces
 * @param shortNames abbreviations for the command line
 * @param traits how it differs from the plainest kind
 */
public record ResourceType(
    String group,
    String version,
    String plural,
    String singular,
    String kind,
    boolean namespaced,
    List<String> shortNames,
    Set<Trait> traits) {

  /** What not every kind has or does. */
  public enum Trait {
    /** Has a status that only the status subresource writes. */
    STATUS,
    /** Counts changes of its spec in metadata.generation. */
    GENERATION,
    /** Delete answers with the object rather than with a Status. */
    ANSWERS_DELETED,
    /** Defined by a CustomResourceDefinition: no strategic merge, no update without a version. */
    CUSTOM,
    /** Can only be created, and is not kept. */
    REVIEW,
    /** Computed when read: only get and list. */
    COMPUTED
  }

  public ResourceType {
    shortNames = List.copyOf(shortNames);
    traits = Set.copyOf(traits);
  }

  /** Whether it has the trait. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** {@code v1} or {@code group/version}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code pods} or {@code ingresses.networking.k8s.io}, as error messages name it. */
  public String qualifiedPlural() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** {@code Pod} or {@code Ingress.networking.k8s.io}, as validation messages name it. */
  public String qualifiedKind() {
    return group.isEmpty() ? kind : kind + "." + group;
  }
}
