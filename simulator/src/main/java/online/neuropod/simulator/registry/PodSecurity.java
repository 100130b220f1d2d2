package online.neuropod.simulator.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pod Security admission for namespaces that enforce {@code baseline}. {@code restricted} is held
 * to the same rules, which are a part of its own.
 */
final class PodSecurity implements Admission {
  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";
  private static final Set<String> CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private final ObjectStore store;

  PodSecurity(ObjectStore store) {
    this.store = store;
  }

  @Override
  public void validate(ResourceType type, ObjectNode pod) {
    if (!type.equals(ResourceTypes.PODS)) {
      return;
    }
    String namespace = Json.text(pod, "metadata", "namespace");
    String level =
        store
            .get(new ObjectKey(ResourceTypes.NAMESPACES, "", namespace))
            .map(found -> Json.text(found, "metadata", "labels", ENFORCE))
            .orElse("");
    if (!Set.of("baseline", "restricted").contains(level)) {
      return;
    }
    List<String> violations = violations(pod);
    if (!violations.isEmpty()) {
      throw ApiFailure.forbidden(
          type,
          Json.text(pod, "metadata", "name"),
          "violates PodSecurity \"" + level + ":latest\": " + String.join(", ", violations));
    }
  }

  private static List<String> violations(JsonNode pod) {
    List<String> found = new ArrayList<>();
    List<String> host =
        Stream.of("hostNetwork", "hostPID", "hostIPC")
            .filter(field -> Json.flag(pod, "spec", field))
            .map(field -> field + "=true")
            .toList();
    if (!host.isEmpty()) {
      found.add("host namespaces (" + String.join(", ", host) + ")");
    }
    List<String> paths =
        Json.objects(pod, "spec", "volumes")
            .filter(volume -> Json.has(volume, "hostPath"))
            .map(volume -> Json.text(volume, "name"))
            .toList();
    if (!paths.isEmpty()) {
      found.add("hostPath volumes (" + volumes(paths) + ")");
    }
    Json.objects(pod, "spec", "containers").forEach(container -> container(container, found));
    return found;
  }

  private static String volumes(List<String> names) {
    String told = String.join(", ", names.stream().map(name -> "\"" + name + "\"").toList());
    return names.size() == 1 ? "volume " + told : "volumes " + told;
  }

  private static void container(ObjectNode container, List<String> found) {
    String name = "container \"" + Json.text(container, "name") + "\"";
    if (Json.flag(container, "securityContext", "privileged")) {
      found.add("privileged (" + name + " must not set securityContext.privileged=true)");
    }
    List<String> added =
        Json.texts(container, "securityContext", "capabilities", "add").stream()
            .filter(capability -> !CAPABILITIES.contains(capability))
            .map(capability -> "\"" + capability + "\"")
            .toList();
    if (!added.isEmpty()) {
      found.add(
          "non-default capabilities ("
              + name
              + " must not include "
              + String.join(", ", added)
              + " in securityContext.capabilities.add)");
    }
    boolean hostPort =
        Json.objects(container, "ports").anyMatch(port -> Json.number(port, 0, "hostPort") != 0);
    if (hostPort) {
      found.add("hostPort (" + name + " uses hostPorts)");
    }
    if (Json.text(container, "securityContext", "seccompProfile", "type").equals("Unconfined")) {
      found.add(
          "seccompProfile ("
              + name
              + " must not set securityContext.seccompProfile.type to \"Unconfined\")");
    }
  }
}
