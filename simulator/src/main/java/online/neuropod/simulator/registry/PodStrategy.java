package online.neuropod.simulator.registry;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Quantity;
import online.neuropod.simulator.json.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pods. */
final class PodStrategy implements Strategy {
  private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
  private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> CONTAINERS = List.of("initContainers", "containers");

  @Override
  public void defaults(ObjectNode pod) {
    ObjectNode spec = Json.ensure(pod, "spec");
    Json.setDefault(spec, "restartPolicy", "Always");
    Json.setDefault(spec, "terminationGracePeriodSeconds", 30);
    Json.setDefault(spec, "dnsPolicy", "ClusterFirst");
    Json.setDefault(spec, "schedulerName", "default-scheduler");
    Json.setDefault(spec, "preemptionPolicy", "PreemptLowerPriority");
    Json.setDefault(spec, "priority", 0);
    if (!Json.has(spec, "enableServiceLinks")) {
      spec.put("enableServiceLinks", true);
    }
    Json.ensure(spec, "securityContext");
    CONTAINERS.forEach(list -> Json.objects(spec, list).forEach(PodStrategy::containerDefaults));
    Json.objects(spec, "volumes").forEach(PodStrategy::volumeDefaults);
    tolerate(spec, "node.kubernetes.io/not-ready");
    tolerate(spec, "node.kubernetes.io/unreachable");
  }

  private static void containerDefaults(ObjectNode container) {
    String image = Json.text(container, "image");
    String tag = image.substring(image.lastIndexOf('/') + 1);
    boolean latest = !image.contains("@") && (!tag.contains(":") || tag.endsWith(":latest"));
    Json.setDefault(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
    Json.setDefault(container, "terminationMessagePath", "/dev/termination-log");
    Json.setDefault(container, "terminationMessagePolicy", "File");
    ObjectNode resources = Json.ensure(container, "resources");
    if (resources.path("limits") instanceof ObjectNode limits) {
      ObjectNode requests = Json.ensure(resources, "requests");
      limits.forEachEntry((name, value) -> requests.putIfAbsent(name, value));
    }
    Json.objects(container, "ports").forEach(port -> Json.setDefault(port, "protocol", "TCP"));
    for (String probe : List.of("readinessProbe", "livenessProbe", "startupProbe")) {
      if (container.path(probe) instanceof ObjectNode found) {
        Json.setDefault(found, "timeoutSeconds", 1);
        Json.setDefault(found, "periodSeconds", 10);
        Json.setDefault(found, "successThreshold", 1);
        Json.setDefault(found, "failureThreshold", 3);
      }
    }
  }

  private static void volumeDefaults(ObjectNode volume) {
    for (String source : List.of("secret", "configMap")) {
      if (volume.path(source) instanceof ObjectNode found) {
        Json.setDefault(found, "defaultMode", 420);
      }
    }
    if (volume.size() == 1) {
      volume.putObject("emptyDir");
    }
  }

  private static void tolerate(ObjectNode spec, String taint) {
    ArrayNode tolerations = Json.ensureArray(spec, "tolerations");
    boolean present =
        Json.objects(tolerations)
            .anyMatch(toleration -> Set.of("", taint).contains(Json.text(toleration, "key")));
    if (!present) {
      tolerations
          .addObject()
          .put("key", taint)
          .put("operator", "Exists")
          .put("effect", "NoExecute")
          .put("tolerationSeconds", 300);
    }
  }

  @Override
  public void onCreate(ObjectNode pod, Instant now) {
    ObjectNode status = pod.putObject("status");
    status.put("phase", "Pending").put("qosClass", qosClass(pod));
    if (!Json.items(pod, "spec", "schedulingGates").isEmpty()) {
      status
          .putArray("conditions")
          .addObject()
          .put("type", "PodScheduled")
          .put("status", "False")
          .putNull("lastProbeTime")
          .put("lastTransitionTime", Times.seconds(now))
          .put("reason", "SchedulingGated")
          .put("message", "Scheduling is blocked due to non-empty scheduling gates");
    }
  }

  private static String qosClass(ObjectNode pod) {
    List<ObjectNode> containers = Json.objects(pod, "spec", "containers").toList();
    boolean any = false;
    boolean guaranteed = true;
    for (ObjectNode container : containers) {
      Map<String, String> limits = Json.map(container, "resources", "limits");
      Map<String, String> requests = Json.map(container, "resources", "requests");
      for (String name : List.of("cpu", "memory")) {
        any |= limits.containsKey(name) || requests.containsKey(name);
        guaranteed &=
            limits.containsKey(name)
                && Quantity.of(limits.get(name))
                    .equals(Quantity.of(requests.getOrDefault(name, limits.get(name))));
      }
    }
    return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
  }

  @Override
  public void validate(ObjectNode pod, Faults faults) {
    Set<String> volumes = validateVolumes(pod, faults);
    Set<String> names = new HashSet<>();
    for (String list : CONTAINERS) {
      List<JsonNode> containers = Json.items(pod, "spec", list);
      for (int i = 0; i < containers.size(); i++) {
        String at = "spec." + list + "[" + i + "]";
        validateContainer(containers.get(i), at, volumes, faults);
        if (!names.add(Json.text(containers.get(i), "name"))) {
          faults.duplicate(at + ".name", Json.text(containers.get(i), "name"));
        }
      }
    }
    if (Json.items(pod, "spec", "containers").isEmpty()) {
      faults.required("spec.containers", "");
    }
    String policy = Json.text(pod, "spec", "restartPolicy");
    if (!RESTART_POLICIES.contains(policy)) {
      faults.unsupported("spec.restartPolicy", policy, RESTART_POLICIES);
    }
    long grace = Json.number(pod, 0, "spec", "terminationGracePeriodSeconds");
    if (grace < 0) {
      faults.invalid(
          "spec.terminationGracePeriodSeconds", grace, "must be greater than or equal to 0");
    }
    if (Json.has(pod, "spec", "nodeName")
        && !Json.items(pod, "spec", "schedulingGates").isEmpty()) {
      faults.forbidden(
          "spec.nodeName", "cannot be set until all schedulingGates have been cleared");
    }
  }

  private static Set<String> validateVolumes(ObjectNode pod, Faults faults) {
    Set<String> names = new HashSet<>();
    List<JsonNode> volumes = Json.items(pod, "spec", "volumes");
    for (int i = 0; i < volumes.size(); i++) {
      String at = "spec.volumes[" + i + "]";
      String name = Json.text(volumes.get(i), "name");
      requiredName(name, at + ".name", faults);
      if (!names.add(name)) {
        faults.duplicate(at + ".name", name);
      }
      if (Json.has(volumes.get(i), "persistentVolumeClaim")
          && Json.text(volumes.get(i), "persistentVolumeClaim", "claimName").isEmpty()) {
        faults.required(at + ".persistentVolumeClaim.claimName", "");
      }
    }
    return names;
  }

  private static void requiredName(String name, String field, Faults faults) {
    if (name.isEmpty()) {
      faults.required(field, "");
    } else {
      Names.label(name).ifPresent(fault -> faults.invalid(field, name, fault));
    }
  }

  private static void validateContainer(
      JsonNode container, String at, Set<String> volumes, Faults faults) {
    requiredName(Json.text(container, "name"), at + ".name", faults);
    String image = Json.text(container, "image");
    if (image.isEmpty()) {
      faults.required(at + ".image", "");
    } else if (!image.equals(image.strip())) {
      faults.invalid(at + ".image", image, "must not have leading or trailing whitespace");
    }
    String policy = Json.text(container, "imagePullPolicy");
    if (!PULL_POLICIES.contains(policy)) {
      faults.unsupported(at + ".imagePullPolicy", policy, PULL_POLICIES);
    }
    validatePorts(Json.items(container, "ports"), at + ".ports", faults);
    validateEnvironment(Json.items(container, "env"), at + ".env", faults);
    validateMounts(Json.items(container, "volumeMounts"), at + ".volumeMounts", volumes, faults);
    validateResources(container.path("resources"), at + ".resources", faults);
  }

  private static void validatePorts(List<JsonNode> ports, String at, Faults faults) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      JsonNode port = ports.get(i);
      String path = at + "[" + i + "]";
      long number = Json.number(port, 0, "containerPort");
      if (!Json.has(port, "containerPort")) {
        faults.required(path + ".containerPort", "");
      } else if (number < 1 || number > 65535) {
        faults.invalid(path + ".containerPort", number, "must be between 1 and 65535, inclusive");
      }
      String name = Json.text(port, "name");
      if (!name.isEmpty()) {
        Names.portName(name).ifPresent(fault -> faults.invalid(path + ".name", name, fault));
        if (!names.add(name)) {
          faults.duplicate(path + ".name", name);
        }
      }
    }
  }

  private static void validateEnvironment(List<JsonNode> env, String at, Faults faults) {
    for (int i = 0; i < env.size(); i++) {
      if (Json.text(env.get(i), "name").isEmpty()) {
        faults.required(at + "[" + i + "].name", "");
      }
      if (Json.has(env.get(i), "valueFrom") && !Json.text(env.get(i), "value").isEmpty()) {
        faults.invalid(
            at + "[" + i + "].valueFrom", "", "may not be specified when `value` is not empty");
      }
    }
  }

  private static void validateMounts(
      List<JsonNode> mounts, String at, Set<String> volumes, Faults faults) {
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < mounts.size(); i++) {
      String name = Json.text(mounts.get(i), "name");
      String path = Json.text(mounts.get(i), "mountPath");
      if (!volumes.contains(name)) {
        faults.missing(at + "[" + i + "].name", name);
      }
      if (path.isEmpty()) {
        faults.required(at + "[" + i + "].mountPath", "");
      } else if (!paths.add(path)) {
        faults.invalid(at + "[" + i + "].mountPath", path, "must be unique");
      }
    }
  }

  private static void validateResources(JsonNode resources, String at, Faults faults) {
    BiConsumer<String, String> check =
        (list, name) -> {
          String value = Json.text(resources, list, name);
          if (Quantity.parse(value).isEmpty()) {
            faults.invalid(
                at + "." + list + "[" + name + "]",
                value,
                "quantities must match the regular expression"
                    + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
          }
        };
    Map<String, String> limits = Json.map(resources, "limits");
    Map<String, String> requests = Json.map(resources, "requests");
    limits.keySet().forEach(name -> check.accept("limits", name));
    requests.keySet().forEach(name -> check.accept("requests", name));
    requests.forEach(
        (name, value) -> {
          boolean extended = name.contains("/");
          if (!limits.containsKey(name)) {
            if (extended) {
              faults.required(at + ".limits", "Limit must be set for non overcommitable resources");
            }
          } else if (Quantity.of(value).exceeds(Quantity.of(limits.get(name)))) {
            faults.invalid(
                at + ".requests",
                value,
                "must be less than or equal to " + name + " limit of " + limits.get(name));
          } else if (extended && !Quantity.of(value).equals(Quantity.of(limits.get(name)))) {
            faults.invalid(
                at + ".requests",
                value,
                "must be equal to " + name + " limit of " + limits.get(name));
          }
        });
  }

  @Override
  public void validateUpdate(ObjectNode next, ObjectNode current, Faults faults) {
    Set<String> gates = Set.copyOf(gates(current));
    List<String> wanted = gates(next);
    for (int i = 0; i < wanted.size(); i++) {
      if (!gates.contains(wanted.get(i))) {
        faults.forbidden(
            "spec.schedulingGates[" + i + "].name",
            "only deletion is allowed, but found new scheduling gate '" + wanted.get(i) + "'");
      }
    }
    boolean gated = !gates.isEmpty();
    if (!mutableParts(next, gated).equals(mutableParts(current, gated))) {
      faults.forbidden(
          "spec",
          "pod updates may not change fields other than"
              + " `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`"
              + " (only additions to existing tolerations),`spec.terminationGracePeriodSeconds`"
              + " (allow it to be set to 1 if it was previously negative)");
    }
  }

  private static List<String> gates(ObjectNode pod) {
    return Json.objects(pod, "spec", "schedulingGates")
        .map(gate -> Json.text(gate, "name"))
        .toList();
  }

  /** The spec without what may change; a gated pod may also narrow where it can run. */
  private static ObjectNode mutableParts(ObjectNode pod, boolean gated) {
    ObjectNode spec = Json.ensure(pod.deepCopy(), "spec");
    spec.remove(List.of("schedulingGates", "tolerations", "activeDeadlineSeconds"));
    if (gated) {
      spec.remove(List.of("nodeSelector", "affinity"));
    }
    CONTAINERS.forEach(
        list -> Json.objects(spec, list).forEach(container -> container.remove("image")));
    return spec;
  }
}
