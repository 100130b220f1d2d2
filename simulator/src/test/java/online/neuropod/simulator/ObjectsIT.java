package online.neuropod.simulator;

import static online.neuropod.simulator.Simulation.eventually;
import static online.neuropod.simulator.Simulation.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import online.neuropod.simulator.storage.MemoryStorage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the API server as fabric8 meets them. */
class ObjectsIT {
  private static final String NS = "objects";
  private static SimulatedCluster cluster;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    cluster = SimulatedCluster.start(Simulation.fast(), new MemoryStorage());
    client = Simulation.client(cluster);
    Simulation.namespace(client, NS);
  }

  @AfterAll
  static void stop() {
    client.close();
    cluster.close();
  }

  @Test
  void aNewNamespaceRefusesPodsUntilItHasItsServiceAccount() {
    SimulationConfig slow = SimulationConfig.defaults().withSpeed(0.05);
    try (SimulatedCluster other = SimulatedCluster.start(slow, new MemoryStorage());
        KubernetesClient there = Simulation.client(other)) {
      there
          .resource(
              new NamespaceBuilder().withNewMetadata().withName("fresh").endMetadata().build())
          .create();
      assertThatThrownBy(() -> there.resource(pod("fresh", "p", "example/web").build()).create())
          .hasMessageContaining(
              "error looking up service account fresh/default: serviceaccount \"default\" not"
                  + " found");
      eventually()
          .until(
              () -> there.serviceAccounts().inNamespace("fresh").withName("default").get() != null);
      there.resource(pod("fresh", "p", "example/web").build()).create();
    }
  }

  @Test
  void namesAreTakenOnce() {
    ConfigMap map = map("taken", "k", "v");
    client.resource(map).create();
    refused(409, "AlreadyExists", () -> client.resource(map).create());
    ConfigMap generated =
        client
            .resource(
                new ConfigMapBuilder(map)
                    .editMetadata()
                    .withName(null)
                    .withGenerateName("made-")
                    .endMetadata()
                    .build())
            .create();
    assertThat(generated.getMetadata().getName()).matches("made-[a-z0-9]{5}");
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    Pod wrong =
        pod(NS, "Wrong_Name", " ")
            .editMetadata()
            .addToLabels("app", "x".repeat(64))
            .endMetadata()
            .editSpec()
            .editFirstContainer()
            .withImage(null)
            .addNewPort()
            .withContainerPort(70_000)
            .endPort()
            .endContainer()
            .endSpec()
            .build();
    KubernetesClientException failure =
        refused(422, "Invalid", () -> client.resource(wrong).create());
    assertThat(failure.getStatus().getDetails().getCauses())
        .extracting(StatusCause::getField)
        .contains(
            "metadata.name",
            "metadata.labels",
            "spec.containers[0].image",
            "spec.containers[0].ports[0].containerPort");
    Service longName = service("s".repeat(64), "x").build();
    refused(422, "Invalid", () -> client.resource(longName).create());
  }

  @Test
  void aStaleUpdateIsRefused() {
    ConfigMap first = client.resource(map("stale", "k", "1")).create();
    ConfigMap second =
        client.resource(new ConfigMapBuilder(first).addToData("k", "2").build()).update();
    assertThat(Long.parseLong(second.getMetadata().getResourceVersion()))
        .isGreaterThan(Long.parseLong(first.getMetadata().getResourceVersion()));
    refused(
        409,
        "Conflict",
        () -> client.resource(new ConfigMapBuilder(first).addToData("k", "3").build()).update());
  }

  @Test
  void anUpdateThatChangesNothingKeepsTheVersion() {
    ConfigMap first = client.resource(map("same", "k", "1")).create();
    ConfigMap again = client.resource(first).update();
    assertThat(again.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
  }

  @Test
  void patchesOfAllTypes() {
    client.resource(map("patched", "a", "1")).create();
    var patched = client.configMaps().inNamespace(NS).withName("patched");
    patched.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"a\":null,\"b\":\"2\"}}");
    patched.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"data\":{\"c\":\"3\"}}");
    patched.patch(
        PatchContext.of(PatchType.JSON), "[{\"op\":\"add\",\"path\":\"/data/d\",\"value\":\"4\"}]");
    assertThat(patched.get().getData()).isEqualTo(Map.of("b", "2", "c", "3", "d", "4"));
    refused(
        409,
        "Conflict",
        () ->
            patched.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"resourceVersion\":\"1\"},\"data\":{\"x\":\"y\"}}"));
  }

  @Test
  void serverSideApplyMakesMergesAndRemoves() {
    Secret a = applied("a", "1");
    assertThat(a.getData()).containsOnlyKeys("a");
    PatchContext other =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("other")
            .build();
    client.resource(secret("b", "2")).patch(other);
    assertThat(client.resource(secret("b", "2")).get().getData()).containsOnlyKeys("a", "b");
    assertThat(applied("c", "3").getData()).containsOnlyKeys("b", "c");
    refused(409, "Conflict", () -> client.resource(secret("c", "other")).patch(other));
    assertThat(
            client
                .resource(secret("c", "other"))
                .patch(
                    new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("other")
                        .withForce(true)
                        .build())
                .getData())
        .containsOnlyKeys("c");
  }

  private static Secret applied(String key, String value) {
    return client.resource(secret(key, value)).fieldManager("first").serverSideApply();
  }

  private static Secret secret(String key, String value) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("applied")
        .withNamespace(NS)
        .endMetadata()
        .addToData(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  @Test
  void aDeleteWithTheUidOfAnotherIsRefused() {
    Pod pod = client.resource(pod(NS, "precious", "example/web").build()).create();
    var options =
        new DeleteOptionsBuilder()
            .withNewPreconditions()
            .withUid("00000000-0000-0000-0000-000000000000")
            .endPreconditions()
            .build();
    KubernetesClientException failure =
        refused(
            409,
            "Conflict",
            () -> client.raw("/api/v1/namespaces/" + NS + "/pods/precious", "DELETE", options));
    assertThat(failure.getStatus().getMessage())
        .contains(
            "the UID in the precondition (00000000-0000-0000-0000-000000000000) does not match the"
                + " UID in record ("
                + pod.getMetadata().getUid()
                + ")");
    assertThat(client.resource(pod).get()).isNotNull();
    client.resource(pod).withGracePeriod(0).delete();
    eventually().until(() -> client.resource(pod).get() == null);
    assertThat(client.resource(pod).delete()).isEmpty();
  }

  @Test
  void finalizersHoldAnObject() {
    ConfigMap held =
        client
            .resource(
                new ConfigMapBuilder(map("held", "k", "v"))
                    .editMetadata()
                    .addToFinalizers("test.example/hold")
                    .endMetadata()
                    .build())
            .create();
    client.resource(held).delete();
    ConfigMap deleting = client.resource(held).get();
    assertThat(deleting.getMetadata().getDeletionTimestamp()).isNotNull();
    refused(
        422,
        "Invalid",
        () ->
            client
                .resource(deleting)
                .edit(
                    map ->
                        new ConfigMapBuilder(map)
                            .editMetadata()
                            .addToFinalizers("test.example/more")
                            .endMetadata()
                            .build()));
    client
        .resource(deleting)
        .edit(
            map ->
                new ConfigMapBuilder(map)
                    .editMetadata()
                    .withFinalizers(List.of())
                    .endMetadata()
                    .build());
    assertThat(client.resource(held).get()).isNull();
  }

  @Test
  void deletingANamespaceEmptiesIt() {
    Simulation.namespace(client, "doomed");
    Pod pod = client.resource(pod("doomed", "p", "example/web").build()).create();
    ConfigMap held =
        client
            .resource(
                new ConfigMapBuilder(map("m", "k", "v"))
                    .editMetadata()
                    .withNamespace("doomed")
                    .addToFinalizers("test.example/hold")
                    .endMetadata()
                    .build())
            .create();
    eventually().until(() -> Simulation.phase(client, pod).equals("Running"));
    client.namespaces().withName("doomed").delete();
    assertThat(client.namespaces().withName("doomed").get().getStatus().getPhase())
        .isEqualTo("Terminating");
    assertThatThrownBy(() -> client.resource(pod("doomed", "late", "example/web").build()).create())
        .hasMessageContaining("because it is being terminated");
    eventually()
        .until(() -> client.resource(held).get().getMetadata().getDeletionTimestamp() != null);
    client
        .configMaps()
        .inNamespace("doomed")
        .withName("m")
        .edit(
            map ->
                new ConfigMapBuilder(map)
                    .editMetadata()
                    .withFinalizers(List.of())
                    .endMetadata()
                    .build());
    eventually().until(() -> client.namespaces().withName("doomed").get() == null);
    assertThat(client.pods().inNamespace("doomed").list().getItems()).isEmpty();
  }

  @Test
  void aClaimIsBoundGrownAndKeptWhileInUse() {
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder()
            .withNewMetadata()
            .withName("work")
            .withNamespace(NS)
            .endMetadata()
            .withNewSpec()
            .withAccessModes("ReadWriteOnce")
            .withNewResources()
            .addToRequests("storage", new Quantity("1Gi"))
            .endResources()
            .endSpec()
            .build();
    client.resource(claim).create();
    eventually().until(() -> client.resource(claim).get().getStatus().getPhase().equals("Bound"));
    assertThat(client.resource(claim).get().getSpec().getStorageClassName()).isEqualTo("standard");
    client
        .persistentVolumeClaims()
        .inNamespace(NS)
        .withName("work")
        .edit(
            found -> {
              found.getSpec().getResources().setRequests(Map.of("storage", new Quantity("2Gi")));
              return found;
            });
    eventually()
        .until(
            () ->
                client
                    .resource(claim)
                    .get()
                    .getStatus()
                    .getCapacity()
                    .containsValue(new Quantity("2Gi")));
    refused(
        422,
        "Invalid",
        () ->
            client
                .persistentVolumeClaims()
                .inNamespace(NS)
                .withName("work")
                .edit(
                    found -> {
                      found
                          .getSpec()
                          .getResources()
                          .setRequests(Map.of("storage", new Quantity("1Gi")));
                      return found;
                    }));
    Pod pod =
        client
            .resource(
                pod(NS, "worker", "example/web")
                    .editSpec()
                    .addNewVolume()
                    .withName("w")
                    .withNewPersistentVolumeClaim("work", false)
                    .endVolume()
                    .editFirstContainer()
                    .addNewVolumeMount()
                    .withName("w")
                    .withMountPath("/workspace")
                    .endVolumeMount()
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    eventually().until(() -> Simulation.phase(client, pod).equals("Running"));
    client.resource(claim).delete();
    assertThat(client.resource(claim).get().getMetadata().getDeletionTimestamp()).isNotNull();
    client.resource(pod).delete();
    eventually().until(() -> client.resource(claim).get() == null);
    eventually()
        .until(
            () ->
                client.persistentVolumes().list().getItems().stream()
                    .noneMatch(pv -> pv.getSpec().getClaimRef().getName().equals("work")));
  }

  @Test
  void aClaimGrowsOnlyWhereItsClassCan() {
    client
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName("rigid")
                .endMetadata()
                .withProvisioner("simulated.neuropod.online")
                .build())
        .create();
    PersistentVolumeClaim claim =
        new PersistentVolumeClaimBuilder()
            .withNewMetadata()
            .withName("rigid")
            .withNamespace(NS)
            .endMetadata()
            .withNewSpec()
            .withStorageClassName("rigid")
            .withAccessModes("ReadWriteOnce")
            .withNewResources()
            .addToRequests("storage", new Quantity("1Gi"))
            .endResources()
            .endSpec()
            .build();
    client.resource(claim).create();
    eventually().until(() -> client.resource(claim).get().getStatus().getPhase().equals("Bound"));
    String larger = "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"2Gi\"}}}}";
    refused(
        403,
        "Forbidden",
        () ->
            client
                .persistentVolumeClaims()
                .inNamespace(NS)
                .withName("rigid")
                .patch(PatchContext.of(PatchType.JSON_MERGE), larger));
  }

  @Test
  void endpointsFollowReadyPods() {
    Service service = client.resource(service("web", "endpoints").build()).create();
    assertThat(service.getSpec().getClusterIP()).startsWith("10.96.");
    Pod pod = client.resource(pod(NS, "endpoints", "example/web").build()).create();
    eventually()
        .until(
            () -> slice("web").getEndpoints().stream().anyMatch(e -> e.getConditions().getReady()));
    assertThat(slice("web").getEndpoints().getFirst().getTargetRef().getUid())
        .isEqualTo(pod.getMetadata().getUid());
    assertThat(slice("web").getPorts().getFirst().getPort()).isEqualTo(3000);
    client.resource(pod).delete();
    eventually().until(() -> slice("web").getEndpoints().isEmpty());
    client.resource(service).delete();
    eventually().until(() -> slices("web").isEmpty());
  }

  private static EndpointSlice slice(String service) {
    return slices(service).stream().findFirst().orElseGet(() -> new EndpointSliceBuilder().build());
  }

  private static List<EndpointSlice> slices(String service) {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(NS)
        .withLabel("kubernetes.io/service-name", service)
        .list()
        .getItems();
  }

  @Test
  void quotasAreKept() {
    Simulation.namespace(client, "limited");
    client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("q")
                .withNamespace("limited")
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("1"))
                .endSpec()
                .build())
        .create();
    client.resource(pod("limited", "one", "example/web").build()).create();
    assertThatThrownBy(() -> client.resource(pod("limited", "two", "example/web").build()).create())
        .hasMessageContaining(
            "pods \"two\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1,"
                + " limited: pods=1");
    eventually()
        .until(
            () ->
                client
                    .resourceQuotas()
                    .inNamespace("limited")
                    .withName("q")
                    .get()
                    .getStatus()
                    .getUsed()
                    .containsValue(new Quantity("1")));
  }

  @Test
  void baselineForbidsPrivilege() {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("safe")
                .addToLabels("pod-security.kubernetes.io/enforce", "baseline")
                .endMetadata()
                .build())
        .create();
    eventually()
        .until(
            () -> client.serviceAccounts().inNamespace("safe").withName("default").get() != null);
    Pod privileged =
        pod("safe", "p", "example/web")
            .editSpec()
            .editFirstContainer()
            .withNewSecurityContext()
            .withPrivileged(true)
            .endSecurityContext()
            .endContainer()
            .endSpec()
            .build();
    assertThatThrownBy(() -> client.resource(privileged).create())
        .hasMessageContaining(
            "violates PodSecurity \"baseline:latest\": privileged (container \"main\" must not set"
                + " securityContext.privileged=true)");
  }

  @Test
  void listsComeInPagesAndBySelector() {
    for (int i = 0; i < 5; i++) {
      client
          .resource(
              new ConfigMapBuilder(map("page-" + i, "k", "v"))
                  .editMetadata()
                  .addToLabels("paged", i < 3 ? "low" : "high")
                  .endMetadata()
                  .build())
          .create();
    }
    var first =
        client
            .configMaps()
            .inNamespace(NS)
            .withLabel("paged")
            .list(new ListOptionsBuilder().withLimit(2L).build());
    assertThat(first.getItems()).hasSize(2);
    assertThat(first.getMetadata().getRemainingItemCount()).isEqualTo(3);
    var rest =
        client
            .configMaps()
            .inNamespace(NS)
            .withLabel("paged")
            .list(
                new ListOptionsBuilder()
                    .withLimit(10L)
                    .withContinue(first.getMetadata().getContinue())
                    .build());
    assertThat(rest.getItems())
        .extracting(m -> m.getMetadata().getName())
        .containsExactly("page-2", "page-3", "page-4");
    assertThat(
            client
                .configMaps()
                .inNamespace(NS)
                .withLabelIn("paged", "low", "none")
                .list()
                .getItems())
        .hasSize(3);
    client.configMaps().inNamespace(NS).withLabel("paged", "low").delete();
    assertThat(client.configMaps().inNamespace(NS).withLabel("paged").list().getItems()).hasSize(2);
  }

  @Test
  void dependentsGoWithTheirOwner() {
    ConfigMap owner = client.resource(map("owner", "k", "v")).create();
    ConfigMap dependent =
        client
            .resource(
                new ConfigMapBuilder(map("dependent", "k", "v"))
                    .editMetadata()
                    .addNewOwnerReference()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .endOwnerReference()
                    .endMetadata()
                    .build())
            .create();
    client.resource(owner).delete();
    eventually().until(() -> client.resource(dependent).get() == null);
  }

  private static ConfigMap map(String name, String key, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NS)
        .endMetadata()
        .addToData(key, value)
        .build();
  }

  private static ServiceBuilder service(String name, String app) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NS)
        .endMetadata()
        .withNewSpec()
        .addToSelector("app", app)
        .addNewPort()
        .withName("http")
        .withPort(80)
        .withNewTargetPort(3000)
        .endPort()
        .endSpec();
  }

  private static KubernetesClientException refused(int code, String reason, ThrowingCallable call) {
    KubernetesClientException failure = catchThrowableOfType(KubernetesClientException.class, call);
    assertThat(failure).isNotNull();
    assertThat(failure.getCode()).isEqualTo(code);
    assertThat(failure.getStatus().getReason()).isEqualTo(reason);
    return failure;
  }
}
