package online.neuropod.cluster.gateway;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.edge.EdgeClient;
import online.neuropod.cluster.edge.EdgeDriver;
import online.neuropod.cluster.edge.EdgeProbe;
import online.neuropod.cluster.jupyter.JupyterTokens;
import online.neuropod.cluster.model.JupyterSecretFactory;
import online.neuropod.cluster.model.Labels;
import online.neuropod.cluster.model.NetworkPolicyFactory;
import online.neuropod.cluster.model.PodFactory;
import online.neuropod.cluster.model.PodFactsReader;
import online.neuropod.cluster.model.PodIdentity;
import online.neuropod.cluster.model.ServiceFactory;
import online.neuropod.cluster.model.VolumeFactory;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.Ports;

/** Pods in a Kubernetes cluster. */
public final class KubernetesPodCluster implements PodCluster {
  private static final int RELEASE_ATTEMPTS = 3;

  private final ClusterSettings settings;
  private final KubernetesGateway gateway;
  private final EdgeDriver edge;
  private final PodFactory pods;
  private final NetworkPolicyFactory policies;
  private final Namespaces namespaces;
  private final Volumes volumes;
  private final PodObserver observer;
  private final JupyterTokens tokens;
  private final PortProbe probe;

  /**
   * Pods in the cluster of {@code client}; neither it nor {@code edgeClient} is closed by this
   * object.
   */
  public KubernetesPodCluster(
      KubernetesClient client,
      EdgeClient edgeClient,
      ClusterSettings settings,
      InstantSource clock) {
    this.settings = settings;
    this.gateway = new KubernetesGateway(client);
    this.edge = EdgeDriver.of(settings.edge());
    this.pods = new PodFactory(settings);
    this.policies = new NetworkPolicyFactory(settings.isolation());
    this.tokens = new JupyterTokens(client, edgeClient, settings.edge());
    this.namespaces = new Namespaces(gateway, settings.isolation(), tokens);
    this.volumes = new Volumes(gateway, new VolumeFactory(settings.storage()), clock);
    this.observer = new PodObserver(client, clock);
    this.probe =
        new PortProbe(
            gateway,
            observer,
            new EdgeProbe(edgeClient, settings.edge().domain(), clock),
            tokens,
            settings.edge());
  }

  @Override
  public void prepareNamespace(Target target) {
    PodIdentity pod = identity(target);
    in(pod, () -> namespaces.prepare(pod, exposesJupyter(target)));
  }

  @Override
  public Volume prepareVolume(Target target) {
    PodIdentity pod = identity(target);
    return inNamespace(target, pod, () -> volumes.prepare(pod, target.spec().volumeDiskGb()));
  }

  @Override
  public Creation createPod(Target target, long session, boolean jupyterHook) {
    PodIdentity pod = identity(target);
    return in(
        pod,
        () -> {
          try {
            gateway.create(pods.pod(pod, target.spec(), session, jupyterHook));
            return Creation.CREATED;
          } catch (KubernetesClientException e) {
            return notCreated(target, pod, session, e);
          }
        });
  }

  private Creation notCreated(
      Target target, PodIdentity pod, long session, KubernetesClientException failure) {
    if (Refusals.alreadyExists(failure)) {
      return gateway.pod(pod).map(there -> isOf(there, session)).orElse(false)
          ? Creation.CREATED
          : Creation.BLOCKED;
    }
    if (Refusals.namespaceMissing(failure)) {
      // Somebody removed it behind our back, with the volume: both are made again.
      namespaces.forget(pod);
      namespaces.prepare(pod, exposesJupyter(target));
      volumes.prepare(pod, target.spec().volumeDiskGb());
      return Creation.NOT_YET;
    }
    if (Refusals.notYet(failure)) {
      return Creation.NOT_YET;
    }
    throw failure;
  }

  private static boolean isOf(Pod there, long session) {
    return PodFactsReader.session(there) == session
        && there.getMetadata().getDeletionTimestamp() == null;
  }

  @Override
  public void createServices(Target target) {
    PodIdentity pod = identity(target);
    List<HttpPort> ports = target.spec().httpPorts();
    var calls = new ArrayList<Runnable>();
    ports.forEach(port -> calls.add(() -> gateway.apply(ServiceFactory.service(pod, port.port()))));
    if (!ports.isEmpty()) {
      calls.add(() -> gateway.apply(policies.ingress(pod, ports)));
    }
    inNamespace(target, pod, () -> Concurrently.run(calls));
  }

  @Override
  public void openRoutes(Target target) {
    PodIdentity pod = identity(target);
    List<Runnable> calls =
        target.spec().httpPorts().stream()
            .<Runnable>map(port -> () -> gateway.apply(edge.route(pod, port.port())))
            .toList();
    inNamespace(target, pod, () -> Concurrently.run(calls));
  }

  @Override
  public void closeRoutes(Target target) {
    PodIdentity pod = identity(target);
    in(
        pod,
        () ->
            Concurrently.run(
                ofPod().stream()
                    .<Runnable>map(kind -> () -> gateway.deleteAll(kind, pod))
                    .toList()));
  }

  /** The kinds, beside Pods, of which a pod has objects of its own. */
  private List<Class<? extends HasMetadata>> ofPod() {
    return List.of(edge.kind(), Service.class, NetworkPolicy.class);
  }

  @Override
  public Optional<PodFacts> observe(Target target) {
    PodIdentity pod = identity(target);
    return in(pod, () -> gateway.pod(pod).map(observer::observe));
  }

  @Override
  public boolean jupyterHookFailed(Target target) {
    PodIdentity pod = identity(target);
    List<Event> failures =
        in(
            pod,
            () ->
                gateway
                    .client()
                    .v1()
                    .events()
                    .inNamespace(pod.namespace())
                    .withField("involvedObject.name", pod.pod())
                    .withField("reason", "FailedPostStartHook")
                    .list()
                    .getItems());
    if (failures.isEmpty()) {
      return false;
    }
    // Events outlive their Pod by an hour, and the next one of the name must not be taken for it.
    Optional<String> uid = in(pod, () -> gateway.pod(pod)).map(it -> it.getMetadata().getUid());
    return failures.stream()
        .anyMatch(event -> uid.equals(Optional.ofNullable(event.getInvolvedObject().getUid())));
  }

  @Override
  public void deletePod(Target target) {
    PodIdentity pod = identity(target);
    in(
        pod,
        () ->
            gateway
                .pod(pod)
                .filter(there -> there.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(there -> gateway.delete(there, Optional.empty())));
  }

  @Override
  public void releasePod(Target target) {
    PodIdentity pod = identity(target);
    in(pod, () -> release(pod, RELEASE_ATTEMPTS));
  }

  private void release(PodIdentity pod, int attempts) {
    Optional<Pod> ending =
        gateway.pod(pod).filter(there -> there.getMetadata().getDeletionTimestamp() != null);
    if (ending.isEmpty()) {
      return;
    }
    try {
      if (ending.get().getMetadata().getFinalizers().contains(Labels.METER_FINALIZER)) {
        gateway.release(ending.get());
      }
    } catch (KubernetesClientException e) {
      if (!Refusals.conflict(e) || attempts == 1) {
        throw e;
      }
      release(pod, attempts - 1);
      return;
    }
    // The kubelet of a lost node will never say that the Pod is gone.
    if (!observer.observe(ending.get()).nodeReady()) {
      gateway.delete(ending.get(), Optional.of(0L));
    }
  }

  @Override
  public boolean removeRemains(Target target) {
    PodIdentity pod = identity(target);
    closeRoutes(target);
    var kinds = new ArrayList<Class<? extends HasMetadata>>(ofPod());
    kinds.add(Pod.class);
    return in(
        pod,
        () -> {
          gateway.removeKey(pod.namespace(), JupyterSecretFactory.NAME, pod.podId());
          return Concurrently.call(
                  kinds.stream()
                      .<Callable<Boolean>>map(kind -> () -> gateway.anyLeft(kind, pod))
                      .toList())
              .stream()
              .noneMatch(left -> left);
        });
  }

  @Override
  public Probe probe(Target target) {
    PodIdentity pod = identity(target);
    return in(pod, () -> probe.probe(pod, target.spec()));
  }

  @Override
  public Optional<String> jupyterToken(Target target) {
    if (!exposesJupyter(target)) {
      return Optional.empty();
    }
    PodIdentity pod = identity(target);
    return in(pod, () -> tokens.accepted(pod));
  }

  private static boolean exposesJupyter(Target target) {
    return target.spec().httpPorts().stream().anyMatch(port -> port.port() == Ports.JUPYTER);
  }

  private PodIdentity identity(Target target) {
    return Identities.of(target, settings);
  }

  private void inNamespace(Target target, PodIdentity pod, Runnable call) {
    inNamespace(target, pod, done(call));
  }

  /** As {@link #in}, with the namespace made again where somebody has removed it meanwhile. */
  private <T> T inNamespace(Target target, PodIdentity pod, Supplier<T> call) {
    return in(
        pod,
        () -> {
          try {
            return call.get();
          } catch (KubernetesClientException e) {
            if (!Refusals.namespaceMissing(e)) {
              throw e;
            }
            namespaces.forget(pod);
            namespaces.prepare(pod, exposesJupyter(target));
            return call.get();
          }
        });
  }

  private void in(PodIdentity pod, Runnable call) {
    in(pod, done(call));
  }

  private static Supplier<Boolean> done(Runnable call) {
    return () -> {
      call.run();
      return true;
    };
  }

  /** Every call passes here: what the API server refuses is translated once. */
  private <T> T in(PodIdentity pod, Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      if (Refusals.namespaceMissing(e)) {
        namespaces.forget(pod);
      }
      throw Refusals.translate(e);
    }
  }
}
