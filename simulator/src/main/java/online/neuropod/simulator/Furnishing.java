package online.neuropod.simulator;

import java.time.Instant;
import java.util.List;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.ResourceTypes;
import online.neuropod.simulator.registry.WriteOptions;
import tools.jackson.databind.node.ObjectNode;

/** Makes what every cluster has, as far as it is not there. */
final class Furnishing {
  private static final String MANAGER = "simulated-cluster";
  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final Registry registry;
  private final SimulationConfig config;

  Furnishing(Registry registry, SimulationConfig config) {
    this.registry = registry;
    this.config = config;
  }

  void furnish() {
    NAMESPACES.forEach(name -> make(ResourceTypes.NAMESPACES, "", name, Json.object()));
    storageClass();
    config.ingressClasses().forEach(this::ingressClass);
    gateway();
    config.nodes().forEach(this::node);
    ObjectNode service = Json.object();
    service
        .putObject("spec")
        .putArray("ports")
        .addObject()
        .put("name", "https")
        .put("port", 443)
        .put("targetPort", 6443);
    make(ResourceTypes.SERVICES, "default", "kubernetes", service);
  }

  private void storageClass() {
    ObjectNode storageClass = Json.object();
    storageClass
        .putObject("metadata")
        .putObject("annotations")
        .put("storageclass.kubernetes.io/is-default-class", "true");
    storageClass.put("provisioner", "simulated.neuropod.online").put("reclaimPolicy", "Delete");
    storageClass.put("volumeBindingMode", "Immediate").put("allowVolumeExpansion", true);
    storageClass.putObject("parameters").put("shared", Boolean.toString(config.sharedVolumes()));
    make(ResourceTypes.STORAGE_CLASSES, "", config.defaultClass(), storageClass);
  }

  private void ingressClass(String name) {
    ObjectNode ingressClass = Json.object();
    ingressClass.putObject("spec").put("controller", "simulated.neuropod.online/edge");
    make(ResourceTypes.INGRESS_CLASSES, "", name, ingressClass);
  }

  private void gateway() {
    ObjectNode gatewayClass = Json.object();
    gatewayClass.putObject("spec").put("controllerName", "simulated.neuropod.online/edge");
    make(ResourceTypes.GATEWAY_CLASSES, "", "simulated", gatewayClass);
    ObjectNode gateway = Json.object();
    ObjectNode spec = gateway.putObject("spec").put("gatewayClassName", "simulated");
    ObjectNode listener = spec.putArray("listeners").addObject();
    listener.put("name", "http").put("port", 80).put("protocol", "HTTP");
    listener.putObject("allowedRoutes").putObject("namespaces").put("from", "All");
    make(ResourceTypes.GATEWAYS, "default", "simulated", gateway);
  }

  private void node(SimulatedNode wanted) {
    ObjectKey key = new ObjectKey(ResourceTypes.NODES, "", wanted.name());
    ObjectNode node = Json.object();
    ObjectNode labels = node.putObject("metadata").putObject("labels");
    labels.put("kubernetes.io/hostname", wanted.name()).put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", "amd64").put("neuropod.online/simulated", "true");
    if (!wanted.product().isEmpty()) {
      labels.put("nvidia.com/gpu.product", wanted.product());
      labels.put("nvidia.com/gpu.count", Integer.toString(wanted.gpus()));
      labels.put("nvidia.com/gpu.present", "true");
    }
    wanted.labels().forEach(labels::put);
    node.putObject("spec");
    make(ResourceTypes.NODES, "", wanted.name(), node);
    registry.modify(
        key,
        Owner.component("kubelet", "status"),
        next -> {
          Json.ensure(next, "metadata", "labels").setAll(labels);
          status(Json.ensure(next, "status"), wanted);
          return next;
        });
  }

  private void status(ObjectNode status, SimulatedNode node) {
    for (String list : List.of("capacity", "allocatable")) {
      ObjectNode amounts = status.putObject(list);
      amounts.put("cpu", Integer.toString(node.cpu())).put("memory", node.memoryGib() + "Gi");
      amounts.put("ephemeral-storage", "2Ti").put("pods", "110");
      if (node.gpus() > 0) {
        amounts.put("nvidia.com/gpu", Integer.toString(node.gpus()));
      }
    }
    int last = 10 + Math.floorMod(node.name().hashCode(), 200);
    if (!Json.has(status, "addresses")) {
      status
          .putArray("addresses")
          .addObject()
          .put("type", "InternalIP")
          .put("address", "10.0.0." + last);
      Json.ensureArray(status, "addresses")
          .addObject()
          .put("type", "Hostname")
          .put("address", node.name());
    }
    ObjectNode info = status.putObject("nodeInfo");
    info.put("kubeletVersion", "v1.35.4+simulated").put("operatingSystem", "linux");
    info.put("architecture", "amd64").put("containerRuntimeVersion", "simulated://1");
    info.put("osImage", "NeuroPod simulated node").put("kernelVersion", "simulated");
    if (!Json.has(status, "conditions")) {
      Instant now = registry.clock().instant();
      status
          .putArray("conditions")
          .addObject()
          .put("type", "Ready")
          .put("status", "True")
          .put("reason", "KubeletReady")
          .put("message", "kubelet is posting ready status (simulated)")
          .put("lastHeartbeatTime", Times.seconds(now))
          .put("lastTransitionTime", Times.seconds(now));
    }
  }

  private void make(ResourceType type, String namespace, String name, ObjectNode object) {
    if (registry.find(new ObjectKey(type, namespace, name)).isEmpty()) {
      object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
      Json.ensure(object, "metadata").put("name", name);
      registry.create(type, namespace, object, WriteOptions.by(MANAGER));
    }
  }
}
