package online.neuropod.simulator.edge;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import online.neuropod.simulator.controller.Pace;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.kubelet.Kubelet;
import online.neuropod.simulator.kubelet.Program;
import online.neuropod.simulator.kubelet.RunningContainer;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The edge of the simulated cluster: answers HTTP for the hosts of Ingresses and HTTPRoutes, from
 * the present state of the cluster, in place of the servers that would run in the pods.
 *
 * <p>Answers: 404 in plain text for a host without a route, 503 for a route to a service that is
 * missing or has no ready endpoint, 502 for a port on which nothing in the pod listens (yet). Which
 * ports answer follows from the image: 8888 for JupyterLab, 8188 for ComfyUI and so on; otherwise
 * the first TCP port that the container declares. Whatever listens answers any path with a page
 * that says what is simulated; a JupyterLab only with its token.
 */
public final class SimulatedEdge {
  private final Registry registry;
  private final Kubelet kubelet;
  private final Pace pace;
  private final RouteTable routes;

  /** An edge over the objects of a registry. */
  public SimulatedEdge(Registry registry, Kubelet kubelet, Pace pace) {
    this.registry = registry;
    this.kubelet = kubelet;
    this.pace = pace;
    this.routes = new RouteTable(registry.store());
  }

  /** Answers a request. Does not block. */
  public EdgeResponse handle(EdgeRequest request) {
    Optional<Backend> backend = routes.find(host(request.host()), request.path());
    if (backend.isEmpty()) {
      return EdgeResponse.text(404, "404 page not found\n");
    }
    Optional<Target> target = target(backend.get());
    if (target.isEmpty()) {
      return EdgeResponse.text(503, "no available server\n");
    }
    return answer(request, target.get());
  }

  private static String host(String header) {
    String host = header.toLowerCase(Locale.ROOT);
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  /** A pod behind a service, and the port in it. */
  private record Target(ObjectNode pod, int port) {}

  private Optional<Target> target(Backend backend) {
    Optional<ObjectNode> service =
        registry.find(
            new ObjectKey(ResourceTypes.SERVICES, backend.namespace(), backend.service()));
    Optional<String> portName =
        service.stream()
            .flatMap(found -> Json.objects(found, "spec", "ports"))
            .filter(backend::names)
            .map(port -> Json.text(port, "name"))
            .findFirst();
    return portName.flatMap(name -> readyPod(backend, name));
  }

  private Optional<Target> readyPod(Backend backend, String portName) {
    for (ObjectNode slice :
        registry.store().list(ResourceTypes.ENDPOINT_SLICES, backend.namespace()).objects()) {
      boolean ofService =
          Json.text(slice, "metadata", "labels", "kubernetes.io/service-name")
              .equals(backend.service());
      if (ofService) {
        Optional<Target> target =
            Json.objects(slice, "ports")
                .filter(port -> Json.text(port, "name").equals(portName))
                .map(port -> (int) Json.number(port, 0, "port"))
                .findFirst()
                .flatMap(port -> pod(slice, port));
        if (target.isPresent()) {
          return target;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Target> pod(ObjectNode slice, int port) {
    return Json.objects(slice, "endpoints")
        .filter(endpoint -> Json.flag(endpoint, "conditions", "ready"))
        .map(endpoint -> endpoint.path("targetRef"))
        .flatMap(reference -> referred(reference).stream())
        .findFirst()
        .map(pod -> new Target(pod, port));
  }

  private Optional<ObjectNode> referred(JsonNode reference) {
    return registry
        .find(
            new ObjectKey(
                ResourceTypes.PODS,
                Json.text(reference, "namespace"),
                Json.text(reference, "name")))
        .filter(pod -> Json.text(pod, "metadata", "uid").equals(Json.text(reference, "uid")));
  }

  private EdgeResponse answer(EdgeRequest request, Target target) {
    Instant now = registry.clock().instant();
    for (RunningContainer running : kubelet.running(target.pod())) {
      for (Program.Listener listener : running.program().listeners()) {
        boolean listens = !now.isBefore(running.startedAt().plus(pace.of(listener.after())));
        if (listener.port() == target.port() && listens) {
          Page page = new Page(target.pod(), running.name(), running.image(), target.port());
          return switch (listener.service()) {
            case Program.Service.Jupyter jupyter ->
                new JupyterPages(page, jupyter.token()).answer(request);
            case Program.Service.Http _ -> EdgeResponse.html(200, page.server());
          };
        }
      }
    }
    return EdgeResponse.text(502, "Bad Gateway\n");
  }
}
