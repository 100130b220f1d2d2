package online.neuropod.cluster.contract;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.ClusterSettings.Edge;
import online.neuropod.cluster.OwnerCluster;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodCluster.Creation;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.PodCluster.Volume;
import online.neuropod.cluster.PodMeter;
import online.neuropod.cluster.edge.EdgeClient;
import online.neuropod.cluster.gateway.KubernetesClusterReader;
import online.neuropod.cluster.gateway.KubernetesOwnerCluster;
import online.neuropod.cluster.gateway.KubernetesPodCluster;
import online.neuropod.cluster.inventory.ClusterInventory;
import online.neuropod.cluster.inventory.KubernetesInventory;
import online.neuropod.cluster.metrics.KubernetesPodMeter;
import online.neuropod.cluster.model.Labels;
import online.neuropod.cluster.model.PodIdentity;
import online.neuropod.domain.cluster.Diagnosis;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.PodSpec;

/**
 * An installation of its own on the cluster of a fixture: its namespaces begin with a prefix that
 * nobody else has, and {@link #close()} leaves none of them behind.
 */
public final class ClusterHarness implements AutoCloseable {
  private static final String USER_HASH_KEY =
      Base64.getEncoder()
          .encodeToString("a key of thirty-two bytes, twice".getBytes(StandardCharsets.UTF_8));

  private final ClusterFixture fixture;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger ids = new AtomicInteger();
  private final ClusterSettings settings;
  private final EdgeClient edgeClient;

  /** A new installation. */
  public ClusterHarness(ClusterFixture fixture) {
    this.fixture = fixture;
    var defaults = ClusterSettings.of("it-" + run, USER_HASH_KEY, fixture.domain());
    this.settings =
        new ClusterSettings(
                defaults.installationId(),
                defaults.userHashKey(),
                "np-" + run,
                Edge.ingress(fixture.domain()).at(fixture.edgeUrl()),
                defaults.storage(),
                defaults.containers(),
                defaults.isolation(),
                defaults.gpuProducts())
            .withContainers(
                new ClusterSettings.Containers(
                    "10m",
                    "32Mi",
                    "16Mi",
                    Duration.ofSeconds(2),
                    "IfNotPresent",
                    defaults.containers().tolerations()));
    this.edgeClient = new EdgeClient(settings.edge());
  }

  /** Its settings. */
  public ClusterSettings settings() {
    return settings;
  }

  /** A client with every right. */
  public KubernetesClient client() {
    return fixture.client();
  }

  /** A client with the rights of a process that changes the cluster. */
  KubernetesClient workerClient() {
    return fixture.workerClient();
  }

  /** A new process's view of the cluster, which remembers nothing. */
  public PodCluster cluster() {
    return cluster(settings);
  }

  /** The same by other settings. */
  public PodCluster cluster(ClusterSettings other) {
    return cluster(workerClient(), other);
  }

  /** The same of people as a whole. */
  OwnerCluster owners() {
    return new KubernetesOwnerCluster(workerClient(), settings);
  }

  private PodCluster cluster(KubernetesClient client, ClusterSettings other) {
    return new KubernetesPodCluster(client, edgeClient, other, InstantSource.system());
  }

  /** The same at a later time: what is there now is seen as older by {@code after}. */
  public PodCluster clusterAfter(Duration after) {
    InstantSource later = () -> Instant.now().plus(after);
    return new KubernetesPodCluster(client(), edgeClient, settings, later);
  }

  /** A new reader. */
  public ClusterReader reader() {
    KubernetesClient client = fixture.apiClient();
    return new KubernetesClusterReader(
        client, cluster(client, settings), settings, InstantSource.system());
  }

  /** A worker's measurements; to be closed by nobody, since it has no Prometheus to ask. */
  public PodMeter meter() {
    return new KubernetesPodMeter(
        workerClient(), settings, Optional.empty(), InstantSource.system());
  }

  /** What an administrator sees. */
  public ClusterInventory inventory() {
    return new KubernetesInventory(fixture.apiClient());
  }

  /** A new pod of a new user. */
  public Target target(PodSpec spec) {
    return target(spec, "user-" + ids.incrementAndGet());
  }

  /** A new pod of a user. */
  public Target target(PodSpec spec, String owner) {
    int id = ids.incrementAndGet();
    return new Target("pod-" + run + "-" + id, owner, "p" + id, spec);
  }

  /** Under which names it stands. */
  public PodIdentity identity(Target target) {
    return PodIdentity.of(
        settings.installationId(),
        settings.userHashKey(),
        settings.namespacePrefix(),
        target.podId(),
        target.ownerId(),
        target.name());
  }

  /** Everything that a deploy does before it waits for the container. */
  public void deploy(PodCluster cluster, Target target, long session, boolean jupyterHook) {
    cluster.prepareNamespace(target);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cluster.prepareVolume(target), Volume::ready);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> cluster.createPod(target, session, jupyterHook),
            created -> created == Creation.CREATED);
    cluster.createServices(target);
    cluster.openRoutes(target);
  }

  /** Deploys a pod whose container runs. */
  public void run(PodCluster cluster, Target target) {
    deploy(cluster, target, 1, true);
    awaitStage(cluster, target, Stage.RUNNING);
  }

  /** What the cluster says of the pod now. */
  public static Diagnosis diagnose(PodCluster cluster, Target target) {
    return cluster
        .observe(target)
        .map(facts -> Diagnosis.of(facts, target.spec()))
        .orElse(Diagnosis.ABSENT);
  }

  /** Waits up to a minute. */
  public static Diagnosis awaitStage(PodCluster cluster, Target target, Stage stage) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> diagnose(cluster, target), diagnosis -> diagnosis.stage() == stage);
  }

  /** Ends the pod and lets its object go. */
  public static void end(PodCluster cluster, Target target) {
    cluster.deletePod(target);
    awaitStage(cluster, target, Stage.ENDED);
    cluster.releasePod(target);
    awaitStage(cluster, target, Stage.ABSENT);
  }

  @Override
  public void close() {
    edgeClient.close();
    var ours = Map.of(Labels.INSTALLATION, settings.installationId());
    for (Namespace namespace : client().namespaces().withLabels(ours).list().getItems()) {
      client().namespaces().resource(namespace).delete();
    }
    client().pods().inAnyNamespace().withLabels(ours).list().getItems().forEach(this::letGo);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> client().namespaces().withLabels(ours).list().getItems().size(), is -> is == 0);
  }

  private void letGo(Pod pod) {
    try {
      // Without a version: its status may change at any moment while it ends.
      client()
          .pods()
          .resource(pod)
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}
