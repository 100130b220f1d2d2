package online.neuropod.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.PodMeter;
import online.neuropod.cluster.PodMeter.Measurement;
import online.neuropod.cluster.inventory.ClusterInventory;
import online.neuropod.cluster.inventory.EventEntry;
import online.neuropod.cluster.inventory.Gap;
import online.neuropod.cluster.inventory.HttpRouteEntry;
import online.neuropod.cluster.inventory.IngressEntry;
import online.neuropod.cluster.inventory.ListRefused;
import online.neuropod.cluster.inventory.ListRefused.Why;
import online.neuropod.cluster.inventory.Listed;
import online.neuropod.cluster.inventory.NamespaceEntry;
import online.neuropod.cluster.inventory.NodeEntry;
import online.neuropod.cluster.inventory.PodEntry;
import online.neuropod.cluster.inventory.PodEntry.PodContainer;
import online.neuropod.cluster.inventory.Selection;
import online.neuropod.cluster.inventory.ServiceEntry;
import online.neuropod.cluster.inventory.ServiceEntry.ServiceEndpoint;
import online.neuropod.cluster.inventory.VolumeEntry;
import online.neuropod.cluster.model.Labels;
import online.neuropod.cluster.model.PodIdentity;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What {@link ClusterInventory} tells, whatever the cluster is: one pod runs, with a GPU. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class InventoryContract {
  private static final String SECRET = "secret-of-the-environment";

  private ClusterFixture fixture;
  private ClusterHarness harness;
  private ClusterInventory inventory;
  private Target target;
  private PodIdentity pod;

  /** Starts or finds the cluster. */
  protected abstract ClusterFixture fixture();

  @BeforeAll
  void open() {
    fixture = fixture();
    harness = new ClusterHarness(fixture);
    inventory = harness.inventory();
    PodCluster cluster = harness.cluster();
    PodSpec web = Specs.withGpu(Specs.image(fixture.web(), 3000), fixture.presentGpu());
    target = harness.target(Specs.withEnvironment(web, Map.of("PASSWORD", SECRET)));
    harness.run(cluster, target);
    pod = harness.identity(target);
  }

  @AfterAll
  void close() {
    if (harness != null) {
      harness.close();
    }
    if (fixture != null) {
      fixture.close();
    }
  }

  private Selection ours() {
    return new Selection(Optional.of(pod.namespace()), Optional.empty(), 500, Optional.empty());
  }

  private Selection selecting(String labels) {
    return new Selection(Optional.empty(), Optional.of(labels), 500, Optional.empty());
  }

  private static <T> T only(Listed<T> listed) {
    assertThat(listed.items()).hasSize(1);
    assertThat(listed.continueToken()).isEmpty();
    assertThat(listed.remaining()).contains(0L);
    return listed.items().getFirst();
  }

  @Test
  void aPodHasOneListOfContainersWithTheirUsage() {
    PodEntry found =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> only(inventory.pods(ours())), entry -> entry.metricsUnknown().isEmpty());

    assertThat(found.name()).isEqualTo(pod.pod());
    assertThat(found.namespace()).isEqualTo(pod.namespace());
    assertThat(found.labels()).containsEntry(Labels.POD, pod.podId());
    assertThat(found.phase()).isEqualTo("Running");
    assertThat(found.node()).isPresent();
    assertThat(found.podIp()).isPresent();
    assertThat(found.ready()).isTrue();
    assertThat(found.terminating()).isFalse();
    assertThat(found.requested().gpus()).isEqualTo(1);
    assertThat(found.metricsTimestamp()).isPresent();
    assertThat(found.metricsWindow())
        .hasValueSatisfying(window -> assertThat(Duration.parse(window)).isPositive());
    assertThat(found.containers()).hasSize(1);
    PodContainer container = found.containers().getFirst();
    assertThat(container.name()).isEqualTo(Labels.CONTAINER);
    assertThat(container.image()).isEqualTo(fixture.web());
    assertThat(container.state()).isEqualTo("running");
    assertThat(container.ready()).isTrue();
    assertThat(container.restarts()).isZero();
    assertThat(container.limits().memoryBytes()).isEqualTo(1L << 30);
    assertThat(container.usage())
        .hasValueSatisfying(used -> assertThat(used.memoryBytes()).isPositive());
  }

  @Test
  void whatDoesNotRunIsNotMeasured() {
    Target unplaced =
        harness.target(Specs.withGpu(Specs.image(fixture.web()), fixture.absentGpu()));
    harness.deploy(harness.cluster(), unplaced, 1, false);
    PodIdentity identity = harness.identity(unplaced);

    PodEntry found = only(inventory.pods(selecting(Labels.POD + "=" + identity.podId())));

    assertThat(found.phase()).isEqualTo("Pending");
    assertThat(found.node()).isEmpty();
    assertThat(found.ready()).isFalse();
    assertThat(found.metricsUnknown()).contains(Gap.NOT_RUNNING);
    assertThat(found.containers().getFirst().usage()).isEmpty();
    assertThat(found.containers().getFirst().state()).isEqualTo("waiting");
  }

  @Test
  void aNodeTellsWhatIsFree() {
    String node = only(inventory.pods(ours())).node().orElseThrow();

    NodeEntry found =
        inventory.nodes(Selection.first(500)).items().stream()
            .filter(entry -> entry.name().equals(node))
            .findFirst()
            .orElseThrow();

    assertThat(found.ready()).isTrue();
    assertThat(found.schedulable()).isTrue();
    assertThat(found.gpuProduct()).contains("NVIDIA-GeForce-RTX-4090");
    assertThat(found.capacity().gpus()).isEqualTo(4);
    assertThat(found.requested().gpus()).isPositive();
    assertThat(found.gpusFree()).isEqualTo(found.allocatable().gpus() - found.requested().gpus());
    assertThat(found.requested().pods()).isPositive();
    assertThat(found.requested().cpuMillicores()).isPositive();
    assertThat(found.allocatable().memoryBytes())
        .isPositive()
        .isLessThanOrEqualTo(found.capacity().memoryBytes());
    assertThat(found.usage())
        .hasValueSatisfying(used -> assertThat(used.memoryBytes()).isPositive());
    assertThat(found.internalIp()).isPresent();
  }

  @Test
  void aServiceTellsWhatIsBehindIt() {
    ServiceEntry found =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> only(inventory.services(ours())),
                entry -> entry.endpoints().stream().anyMatch(ServiceEndpoint::ready));

    assertThat(found.type()).isEqualTo("ClusterIP");
    assertThat(found.clusterIps()).hasSize(1);
    assertThat(found.ports()).hasSize(1);
    assertThat(found.ports().getFirst().port()).isPositive();
    assertThat(found.selector()).containsEntry(Labels.POD, pod.podId());
    ServiceEndpoint endpoint = found.endpoints().getFirst();
    assertThat(endpoint.ports()).containsExactly(3000);
    assertThat(endpoint.pod()).contains(pod.pod());
    assertThat(only(inventory.pods(ours())).podIp()).contains(endpoint.address());
  }

  @Test
  void anIngressTellsWhereItLeads() {
    IngressEntry found = only(inventory.ingresses(ours()));

    assertThat(found.hosts())
        .containsExactly(pod.names().host(3000, harness.settings().edge().domain()));
    assertThat(found.rules()).hasSize(1);
    assertThat(found.rules().getFirst().paths().getFirst().path()).contains("/");
    assertThat(found.ingressClass()).contains(harness.settings().edge().ingressClass());
    assertThat(found.tls()).isEmpty();
    assertThat(found.backends()).hasSize(1);
    String service = found.backends().getFirst().name();
    assertThat(only(inventory.services(ours())).name()).isEqualTo(service);
  }

  @Test
  void otherKindsAreListed() {
    VolumeEntry volume = only(inventory.volumes(ours()));
    assertThat(volume.name()).isEqualTo(pod.volume());
    assertThat(volume.phase()).isEqualTo("Bound");
    assertThat(volume.volume()).isPresent();
    assertThat(volume.requestedBytes()).isEqualTo(1L << 30);
    assertThat(volume.capacityBytes()).contains(1L << 30);

    List<NamespaceEntry> namespaces =
        inventory.namespaces(selecting(Labels.OWNER + "=" + pod.userHash())).items();
    assertThat(namespaces).extracting(NamespaceEntry::name).containsExactly(pod.namespace());
    assertThat(namespaces.getFirst().phase()).isEqualTo("Active");

    Listed<HttpRouteEntry> routes = inventory.httpRoutes(ours());
    assertThat(routes.items()).isEmpty();
    assertThat(routes.gap()).isEmpty();
  }

  @Test
  void eventsTellWhatHappenedTheNewestFirst() {
    List<EventEntry> events =
        await()
            .atMost(Duration.ofSeconds(10))
            .until(
                () -> inventory.events(ours()).items(),
                found -> found.stream().anyMatch(event -> event.reason().equals("Started")));

    assertThat(events).extracting(EventEntry::lastAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(events)
        .anySatisfy(
            event -> {
              assertThat(event.reason()).isEqualTo("Started");
              assertThat(event.about().kind()).isEqualTo("Pod");
              assertThat(event.about().name()).isEqualTo(pod.pod());
              assertThat(event.type()).isEqualTo("Normal");
              assertThat(event.source()).contains("kubelet");
            });
  }

  @Test
  void deploymentsAreListed() {
    harness
        .client()
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName("none")
                .withNamespace(pod.namespace())
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .addToMatchLabels("app", "none")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "none")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("neuropod.test/web:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();

    var found = only(inventory.deployments(ours()));

    assertThat(found.name()).isEqualTo("none");
    assertThat(found.replicas()).isZero();
    assertThat(found.images()).containsExactly("neuropod.test/web:1");
  }

  @Test
  void listsAreReadPartByPart() {
    Listed<NamespaceEntry> whole = inventory.namespaces(Selection.first(500));
    assertThat(whole.items()).hasSizeGreaterThan(2);

    var names = new ArrayList<String>();
    Optional<String> next = Optional.empty();
    do {
      Listed<NamespaceEntry> part =
          inventory.namespaces(new Selection(Optional.empty(), Optional.empty(), 1, next));
      assertThat(part.items()).hasSize(1);
      names.add(part.items().getFirst().name());
      next = part.continueToken();
    } while (next.isPresent());

    assertThat(names).containsAll(whole.items().stream().map(NamespaceEntry::name).toList());
  }

  @Test
  void aWrongQuestionIsRefusedWithWhatIsWrong() {
    assertThatThrownBy(() -> inventory.pods(selecting("a=b=c,(")))
        .isInstanceOfSatisfying(
            ListRefused.class, refused -> assertThat(refused.why()).isEqualTo(Why.SELECTOR));
    var broken = new Selection(Optional.empty(), Optional.empty(), 1, Optional.of("nonsense"));
    assertThatThrownBy(() -> inventory.pods(broken))
        .isInstanceOfSatisfying(
            ListRefused.class, refused -> assertThat(refused.why()).isEqualTo(Why.CONTINUE));
  }

  /** With the rights of a worker, which may ask no kubelet; where everybody may, all is known. */
  @Test
  void whatAPodUsesIsMeasuredOrSaidToBeUnknown() {
    PodMeter meter = harness.meter();
    var running = new PodMeter.Running(target, Instant.now().minus(Duration.ofHours(1)));

    Measurement measured =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> Objects.requireNonNull(meter.measure(List.of(running)).get(target.podId())),
                it -> it.memoryBytes().isPresent());

    assertThat(measured.memoryBytes()).hasValueSatisfying(it -> assertThat(it).isPositive());
    assertThat(measured.cpuPercent()).isPresent();
    assertThat(measured.unknown()).doesNotContainKeys(Stat.CPU, Stat.MEMORY);
    assertThat(measured.unknown()).containsEntry(Stat.GPU, Unknown.NO_METRICS);
    boolean diskKnown = measured.diskBytes().filter(bytes -> bytes > 0).isPresent();
    assertThat(diskKnown).isNotEqualTo(measured.unknown().containsKey(Stat.DISK));
    assertThat(measured.traffic().isPresent()).isEqualTo(diskKnown);
  }

  @Test
  void nothingOfTheEnvironmentIsTold() {
    var lists = new HashMap<String, Function<Selection, Listed<?>>>();
    lists.put("pods", inventory::pods);
    lists.put("services", inventory::services);
    lists.put("ingresses", inventory::ingresses);
    lists.put("volumes", inventory::volumes);
    lists.put("events", inventory::events);

    lists.forEach(
        (kind, list) ->
            assertThat(list.apply(ours()).items().toString()).as(kind).doesNotContain(SECRET));
    assertThat(Serialization.asJson(harness.client().pods().inNamespace(pod.namespace()).list()))
        .contains(SECRET);
  }
}
