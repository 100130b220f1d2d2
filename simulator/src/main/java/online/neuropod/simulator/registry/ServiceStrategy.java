package online.neuropod.simulator.registry;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Services. */
final class ServiceStrategy implements Strategy {
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  @Override
  public Optional<String> nameFault(String name) {
    return Names.serviceName(name);
  }

  @Override
  public void defaults(ObjectNode service) {
    ObjectNode spec = Json.ensure(service, "spec");
    Json.setDefault(spec, "type", "ClusterIP");
    Json.setDefault(spec, "sessionAffinity", "None");
    Json.objects(spec, "ports")
        .forEach(
            port -> {
              Json.setDefault(port, "protocol", "TCP");
              if (!Json.has(port, "targetPort")) {
                port.set("targetPort", port.path("port"));
              }
            });
    if (!Json.text(spec, "type").equals("ExternalName")) {
      Json.setDefault(spec, "internalTrafficPolicy", "Cluster");
      Json.setDefault(spec, "ipFamilyPolicy", "SingleStack");
      if (!Json.has(spec, "ipFamilies")) {
        spec.set("ipFamilies", Json.array(List.of("IPv4")));
      }
    }
  }

  @Override
  public void onCreate(ObjectNode service, Instant now) {
    service.putObject("status").putObject("loadBalancer");
    ObjectNode spec = Json.ensure(service, "spec");
    if (Json.text(spec, "type").equals("ExternalName")) {
      return;
    }
    // Nothing in the simulated cluster listens on it: an address only has to look like one.
    int hash = Json.text(service, "metadata", "uid").hashCode();
    Json.setDefault(
        spec,
        "clusterIP",
        "10.96." + Math.floorMod(hash >> 8, 256) + "." + (1 + Math.floorMod(hash, 254)));
    spec.set("clusterIPs", Json.array(List.of(Json.text(spec, "clusterIP"))));
    nodePorts(spec, hash);
  }

  private static void nodePorts(ObjectNode spec, int hash) {
    if (Set.of("NodePort", "LoadBalancer").contains(Json.text(spec, "type"))) {
      List<ObjectNode> ports = Json.objects(spec, "ports").toList();
      for (int i = 0; i < ports.size(); i++) {
        Json.setDefault(ports.get(i), "nodePort", 30_000 + Math.floorMod(hash + i, 2_768));
      }
    }
  }

  @Override
  public void onUpdate(ObjectNode next, ObjectNode current) {
    ObjectNode spec = Json.ensure(next, "spec");
    for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
      if (!Json.has(spec, field) && Json.has(current, "spec", field)) {
        spec.set(field, current.path("spec").path(field));
      }
    }
    nodePorts(spec, Json.text(current, "metadata", "uid").hashCode());
  }

  @Override
  public void validate(ObjectNode service, Faults faults) {
    String type = Json.text(service, "spec", "type");
    if (!TYPES.contains(type)) {
      faults.unsupported("spec.type", type, TYPES);
    }
    List<JsonNode> ports = Json.items(service, "spec", "ports");
    boolean portless =
        type.equals("ExternalName") || Json.text(service, "spec", "clusterIP").equals("None");
    if (ports.isEmpty() && !portless) {
      faults.required("spec.ports", "");
    }
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      validatePort(ports.get(i), "spec.ports[" + i + "]", ports.size() > 1, faults);
      String name = Json.text(ports.get(i), "name");
      if (!name.isEmpty() && !names.add(name)) {
        faults.duplicate("spec.ports[" + i + "].name", name);
      }
      if (!numbers.add(Json.text(ports.get(i), "port") + Json.text(ports.get(i), "protocol"))) {
        faults.duplicate("spec.ports[" + i + "]", Json.write(ports.get(i)));
      }
    }
  }

  private static void validatePort(JsonNode port, String at, boolean named, Faults faults) {
    long number = Json.number(port, 0, "port");
    if (number < 1 || number > 65535) {
      faults.invalid(at + ".port", number, "must be between 1 and 65535, inclusive");
    }
    JsonNode target = port.path("targetPort");
    if (target.isNumber() && (target.asLong(0) < 1 || target.asLong(0) > 65535)) {
      faults.invalid(
          at + ".targetPort", target.asLong(0), "must be between 1 and 65535, inclusive");
    }
    String name = Json.text(port, "name");
    if (name.isEmpty() && named) {
      faults.required(at + ".name", "");
    } else if (!name.isEmpty()) {
      Names.label(name).ifPresent(fault -> faults.invalid(at + ".name", name, fault));
    }
    String protocol = Json.text(port, "protocol");
    if (!PROTOCOLS.contains(protocol)) {
      faults.unsupported(at + ".protocol", protocol, PROTOCOLS);
    }
  }

  @Override
  public void validateUpdate(ObjectNode next, ObjectNode current, Faults faults) {
    String before = Json.text(current, "spec", "clusterIP");
    String after = Json.text(next, "spec", "clusterIP");
    if (!before.isEmpty() && !before.equals(after)) {
      faults.invalid("spec.clusterIPs[0]", "[\"" + after + "\"]", "may not change once set");
    }
  }
}
