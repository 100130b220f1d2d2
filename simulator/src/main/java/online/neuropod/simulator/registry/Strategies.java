package online.neuropod.simulator.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Quantity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The strategy of each kind. */
final class Strategies {
  private static final Strategy PLAIN = new Strategy() {};
  private static final Map<ResourceType, Strategy> BY_TYPE =
      Map.of(
          ResourceTypes.PODS, new PodStrategy(),
          ResourceTypes.SERVICES, new ServiceStrategy(),
          ResourceTypes.INGRESSES, new IngressStrategy(),
          ResourceTypes.HTTP_ROUTES, new HttpRouteStrategy(),
          ResourceTypes.NAMESPACES, new NamespaceStrategy(),
          ResourceTypes.CLAIMS, new ClaimStrategy(),
          ResourceTypes.SECRETS, new SecretStrategy(),
          ResourceTypes.CONFIG_MAPS, new ConfigMapStrategy(),
          ResourceTypes.QUOTAS, new QuotaStrategy(),
          ResourceTypes.NETWORK_POLICIES, new NetworkPolicyStrategy());

  private Strategies() {}

  static Strategy of(ResourceType type) {
    return BY_TYPE.getOrDefault(type, PLAIN);
  }

  private static final class NamespaceStrategy implements Strategy {
    @Override
    public Optional<String> nameFault(String name) {
      return Names.label(name);
    }

    @Override
    public void defaults(ObjectNode namespace) {
      Json.ensure(namespace, "metadata", "labels")
          .put("kubernetes.io/metadata.name", Json.text(namespace, "metadata", "name"));
    }

    @Override
    public void onCreate(ObjectNode namespace, Instant now) {
      Json.ensure(namespace, "spec").set("finalizers", Json.array(List.of("kubernetes")));
      namespace.putObject("status").put("phase", "Active");
    }

    @Override
    public void onUpdate(ObjectNode next, ObjectNode current) {
      next.set("spec", current.path("spec").deepCopy());
    }
  }

  private static final class ClaimStrategy implements Strategy {
    @Override
    public void defaults(ObjectNode claim) {
      Json.setDefault(Json.ensure(claim, "spec"), "volumeMode", "Filesystem");
    }

    @Override
    public void onCreate(ObjectNode claim, Instant now) {
      claim.putObject("status").put("phase", "Pending");
      Json.ensureArray(Json.ensure(claim, "metadata"), "finalizers")
          .add("kubernetes.io/pvc-protection");
    }

    @Override
    public void onUpdate(ObjectNode next, ObjectNode current) {
      for (String field : List.of("volumeName", "storageClassName")) {
        if (!Json.has(next, "spec", field) && Json.has(current, "spec", field)) {
          Json.ensure(next, "spec").set(field, current.path("spec").path(field));
        }
      }
    }

    @Override
    public void validate(ObjectNode claim, Faults faults) {
      if (Json.items(claim, "spec", "accessModes").isEmpty()) {
        faults.required("spec.accessModes", "at least 1 access mode is required");
      }
      String size = Json.text(claim, "spec", "resources", "requests", "storage");
      if (size.isEmpty()) {
        faults.required("spec.resources[storage]", "");
      } else if (!Quantity.of(size).exceeds(Quantity.ZERO)) {
        faults.invalid("spec.resources[storage]", size, "must be greater than zero");
      }
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode current, Faults faults) {
      Quantity before = Quantity.of(Json.text(current, "spec", "resources", "requests", "storage"));
      Quantity after = Quantity.of(Json.text(next, "spec", "resources", "requests", "storage"));
      ObjectNode rest = Json.ensure(next.deepCopy(), "spec");
      ObjectNode restBefore = Json.ensure(current.deepCopy(), "spec");
      rest.remove("resources");
      restBefore.remove("resources");
      boolean bound = Json.text(current, "status", "phase").equals("Bound");
      if (!rest.equals(restBefore) || (!bound && !after.equals(before))) {
        faults.forbidden(
            "spec",
            "spec is immutable after creation except resources.requests and"
                + " volumeAttributesClassName for bound claims");
      } else if (before.exceeds(after)) {
        faults.forbidden(
            "spec.resources.requests.storage", "field can not be less than status.capacity");
      }
    }
  }

  private static final class SecretStrategy implements Strategy {
    @Override
    public void defaults(ObjectNode secret) {
      Json.setDefault(secret, "type", "Opaque");
      if (secret.path("stringData") instanceof ObjectNode plain) {
        ObjectNode data = Json.ensure(secret, "data");
        plain.forEachEntry(
            (key, value) ->
                data.put(
                    key,
                    Base64.getEncoder()
                        .encodeToString(value.asString("").getBytes(StandardCharsets.UTF_8))));
        secret.remove("stringData");
      }
    }

    @Override
    public void validate(ObjectNode secret, Faults faults) {
      Json.map(secret, "data")
          .forEach(
              (key, value) ->
                  Names.configKey(key)
                      .ifPresent(fault -> faults.invalid("data[" + key + "]", key, fault)));
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode current, Faults faults) {
      if (!Json.text(next, "type").equals(Json.text(current, "type"))) {
        faults.invalid("type", Json.text(next, "type"), "field is immutable");
      }
      if (Json.flag(current, "immutable") && !next.path("data").equals(current.path("data"))) {
        faults.forbidden("data", "field is immutable when `immutable` is set");
      }
    }
  }

  private static final class ConfigMapStrategy implements Strategy {
    @Override
    public void validate(ObjectNode map, Faults faults) {
      Json.map(map, "data")
          .forEach(
              (key, value) ->
                  Names.configKey(key)
                      .ifPresent(fault -> faults.invalid("data[" + key + "]", key, fault)));
    }
  }

  private static final class QuotaStrategy implements Strategy {
    @Override
    public void onCreate(ObjectNode quota, Instant now) {
      quota.putObject("status");
    }

    @Override
    public void validate(ObjectNode quota, Faults faults) {
      Json.map(quota, "spec", "hard")
          .forEach(
              (name, value) -> {
                if (Quantity.parse(value).isEmpty()) {
                  faults.invalid("spec.hard[" + name + "]", value, "must be a quantity");
                }
              });
    }
  }

  private static final class NetworkPolicyStrategy implements Strategy {
    @Override
    public void defaults(ObjectNode policy) {
      ObjectNode spec = Json.ensure(policy, "spec");
      if (!Json.has(spec, "policyTypes")) {
        List<String> types =
            Json.items(spec, "egress").isEmpty()
                ? List.of("Ingress")
                : List.of("Ingress", "Egress");
        spec.set("policyTypes", Json.array(types));
      }
      for (String direction : List.of("ingress", "egress")) {
        Json.objects(spec, direction)
            .flatMap(rule -> Json.objects(rule, "ports"))
            .forEach(port -> Json.setDefault(port, "protocol", "TCP"));
      }
    }
  }

  private static final class IngressStrategy implements Strategy {
    private static final List<String> PATH_TYPES =
        List.of("Exact", "ImplementationSpecific", "Prefix");

    @Override
    public void onCreate(ObjectNode ingress, Instant now) {
      ingress.putObject("status").putObject("loadBalancer");
    }

    @Override
    public void validate(ObjectNode ingress, Faults faults) {
      List<JsonNode> rules = Json.items(ingress, "spec", "rules");
      if (rules.isEmpty() && !Json.has(ingress, "spec", "defaultBackend")) {
        faults.invalid("spec", "null", "either `defaultBackend` or `rules` must be specified");
      }
      for (int i = 0; i < rules.size(); i++) {
        String at = "spec.rules[" + i + "]";
        String host = Json.text(rules.get(i), "host");
        if (!host.isEmpty()) {
          Names.subdomain(host.startsWith("*.") ? host.substring(2) : host)
              .ifPresent(fault -> faults.invalid(at + ".host", host, fault));
        }
        List<JsonNode> paths = Json.items(rules.get(i), "http", "paths");
        for (int j = 0; j < paths.size(); j++) {
          validatePath(paths.get(j), at + ".http.paths[" + j + "]", faults);
        }
      }
    }

    private static void validatePath(JsonNode path, String at, Faults faults) {
      String type = Json.text(path, "pathType");
      if (type.isEmpty()) {
        faults.required(at + ".pathType", "pathType must be specified");
      } else if (!PATH_TYPES.contains(type)) {
        faults.unsupported(at + ".pathType", type, PATH_TYPES);
      }
      String text = Json.text(path, "path");
      if (!type.equals("ImplementationSpecific") && !text.startsWith("/")) {
        faults.invalid(at + ".path", text, "must be an absolute path");
      }
      String service = Json.text(path, "backend", "service", "name");
      if (service.isEmpty() && !Json.has(path, "backend", "resource")) {
        faults.required(at + ".backend.service.name", "");
      } else if (!service.isEmpty()) {
        Names.serviceName(service)
            .ifPresent(fault -> faults.invalid(at + ".backend.service.name", service, fault));
      }
    }
  }

  private static final class HttpRouteStrategy implements Strategy {
    @Override
    public void defaults(ObjectNode route) {
      ObjectNode spec = Json.ensure(route, "spec");
      Json.objects(spec, "parentRefs")
          .forEach(
              parent -> {
                Json.setDefault(parent, "group", "gateway.networking.k8s.io");
                Json.setDefault(parent, "kind", "Gateway");
              });
      if (!Json.has(spec, "rules")) {
        spec.putArray("rules").addObject();
      }
      Json.objects(spec, "rules").forEach(HttpRouteStrategy::ruleDefaults);
    }

    private static void ruleDefaults(ObjectNode rule) {
      if (!Json.has(rule, "matches")) {
        rule.putArray("matches").addObject();
      }
      Json.objects(rule, "matches")
          .filter(match -> !Json.has(match, "path"))
          .forEach(match -> match.putObject("path").put("type", "PathPrefix").put("value", "/"));
      Json.objects(rule, "backendRefs")
          .forEach(
              backend -> {
                Json.setDefault(backend, "group", "");
                Json.setDefault(backend, "kind", "Service");
                Json.setDefault(backend, "weight", 1);
              });
    }

    @Override
    public void validate(ObjectNode route, Faults faults) {
      List<String> hosts = Json.texts(route, "spec", "hostnames");
      for (int i = 0; i < hosts.size(); i++) {
        String host = hosts.get(i);
        String at = "spec.hostnames[" + i + "]";
        Names.subdomain(host.startsWith("*.") ? host.substring(2) : host)
            .ifPresent(fault -> faults.invalid(at, host, fault));
      }
    }
  }
}
