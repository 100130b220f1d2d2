package online.neuropod.api.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.workflows.contract.DeployPodWorkflow;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of a request for a pod. */
class CreatePodIT extends ApiFixture {
  private static Map<String, Object> request(String name, Map<String, Object> changes) {
    var request = new HashMap<>(podRequest(name));
    request.putAll(changes);
    return request;
  }

  private Pod stored(JsonNode created) {
    return pods.find(created.path("id").stringValue()).orElseThrow();
  }

  private DescribeWorkflowExecutionResponse workflow(String podId) throws StatusRuntimeException {
    return temporal
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(temporal.getOptions().getNamespace())
                .setExecution(
                    WorkflowExecution.newBuilder()
                        .setWorkflowId(WorkflowIds.pod(clusterSettings.installationId(), podId)))
                .build());
  }

  @Test
  void theAnswerSaysWhereItWillBeAndWhatItCosts() {
    Person owner = client();
    JsonNode answer = owner.calls().post("/api/pods", podRequest("first-pod")).expect(201);
    assertThat(answer.path("success").booleanValue()).isTrue();
    JsonNode created = answer.path("data");
    assertThat(created.path("url").stringValue())
        .matches("http://first-pod-[a-z2-7]{10}-8080\\.pods\\.test:[0-9]+")
        .isEqualTo(link(stored(created), 8080));
    assertThat(created.path("status").stringValue()).isEqualTo("creating");
    assertThat(created.path("message").stringValue())
        .isEqualTo("Pod creándose. Por favor espere unos minutos.");
    // 0.30 for cpu, 5 GB at 0.05, 10 GB at 0.10
    assertThat(created.path("costPerHour").decimalValue()).isEqualByComparingTo("1.55");

    Pod pod = stored(created);
    assertThat(pod.status()).isEqualTo(PodStatus.CREATING);
    assertThat(pod.ownerId()).isEqualTo(owner.id());
    assertThat(pod.wish().op()).isEqualTo(Operation.RUN);
    assertThat(pod.wish().seq()).isEqualTo(1);
    assertThat(timeline.of(pod.id())).extracting(step -> step.phase()).containsExactly("accepted");
    JsonNode shown = owner.calls().get("/api/pods/" + pod.id()).expect(200).path("data");
    assertThat(shown.path("costPerHour").decimalValue()).isEqualByComparingTo("1.55");
    assertThat(shown.path("statusLabel").stringValue()).isEqualTo("Creando");
    assertThat(shown.has("owner")).isFalse();
  }

  @Test
  void theWishIsHandedToItsWorkflow() {
    Pod pod = pod(client(), "handed-over");
    await()
        .ignoreException(StatusRuntimeException.class)
        .untilAsserted(
            () ->
                assertThat(workflow(pod.id()).getWorkflowExecutionInfo().getType().getName())
                    .isEqualTo(DeployPodWorkflow.TYPE));
  }

  @Test
  void theVolumeCostsWhatItReallyIs() {
    Person owner = client();
    users.workspaceGrownTo(owner.id(), 40);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        owner
                            .calls()
                            .get("/api/auth/me")
                            .expect(200)
                            .path("data")
                            .path("workspaceSize")
                            .intValue())
                    .isEqualTo(40));
    JsonNode created =
        owner.calls().post("/api/pods", podRequest("large-volume")).expect(201).path("data");
    assertThat(created.path("costPerHour").decimalValue()).isEqualByComparingTo("4.55");
  }

  @Test
  void aTemplateGivesWhatIsNotSaid() {
    Person owner = admin();
    JsonNode created =
        owner
            .calls()
            .post(
                "/api/pods",
                Map.of(
                    "name", "from-template",
                    "deploymentType", "template",
                    "template", "ubuntu-22-04",
                    "gpu", "cpu"))
            .expect(201)
            .path("data");
    PodSpec spec = stored(created).spec();
    assertThat(spec.image()).isEqualTo("ubuntu:22.04");
    assertThat(spec.templateName()).contains("Ubuntu 22.04 Base");
    assertThat(spec.containerDiskGb()).isEqualTo(20);
    assertThat(spec.volumeDiskGb()).isEqualTo(50);
    assertThat(spec.httpPorts())
        .containsExactly(
            new HttpPort(8888, "Jupyter Lab", false), new HttpPort(3000, "Web Server", false));
    assertThat(spec.tcpPorts()).hasSize(1);
    assertThat(spec.command()).isNotEmpty();
    assertThat(spec.enableJupyter()).isFalse();
    assertThat(spec.jupyterWanted()).isTrue();
  }

  @Test
  void servicesAreNamedByTemplateThenJupyterThenPlace() {
    JsonNode created =
        admin()
            .calls()
            .post(
                "/api/pods",
                request(
                    "named-services",
                    Map.of(
                        "deploymentType", "template",
                        "template", "comfyui",
                        "ports", "8188, 7860",
                        "enableJupyter", true)))
            .expect(201)
            .path("data");
    assertThat(stored(created).spec().httpPorts())
        .containsExactly(
            new HttpPort(8188, "ComfyUI", false),
            new HttpPort(7860, "Servicio 2", true),
            new HttpPort(8888, "Jupyter Lab", false));
  }

  @Test
  void jupyterThatWasTakenOffATemplateIsNotWanted() {
    JsonNode created =
        admin()
            .calls()
            .post(
                "/api/pods",
                request(
                    "no-jupyter",
                    Map.of("deploymentType", "template", "template", "comfyui", "ports", "8188")))
            .expect(201)
            .path("data");
    assertThat(stored(created).spec().jupyterWanted()).isFalse();
  }

  @Test
  void jupyterAloneIsPortEnough() {
    JsonNode created =
        client()
            .calls()
            .post("/api/pods", request("only-jupyter", Map.of("ports", "", "enableJupyter", true)))
            .expect(201)
            .path("data");
    assertThat(stored(created).spec().httpPorts())
        .containsExactly(new HttpPort(8888, "Jupyter Lab", false));
  }

  @Test
  void moreThanTenPortsAreTooManyWithJupyterAmongThem() {
    client()
        .calls()
        .post(
            "/api/pods",
            request("many-ports", Map.of("ports", "1,2,3,4,5,6,7,8,9,10", "enableJupyter", true)))
        .expect(400, "VALIDATION");
  }

  @Test
  void whatCannotBePaidForAnHourIsRefusedBeforeAnythingIsWritten() {
    Person poor = client();
    JsonNode failure =
        poor.calls()
            .post("/api/pods", request("too-dear", Map.of("volumeDiskSize", 150)))
            .expect(402, "INSUFFICIENT_FUNDS");
    assertThat(failure.path("message").stringValue())
        .isEqualTo("Saldo insuficiente. Requerido: 15,55 €, Disponible: 10,00 €");
    assertThat(pods.ofOwner(poor.id())).isEmpty();
    // An administrator's money has no end.
    admin()
        .calls()
        .post("/api/pods", request("too-dear", Map.of("volumeDiskSize", 150)))
        .expect(201);
  }

  @Test
  void aGpuThatIsSwitchedOffIsRefused() {
    JsonNode failure =
        admin()
            .calls()
            .post("/api/pods", request("off", Map.of("gpu", "rtx-4080")))
            .expect(409, "GPU_UNAVAILABLE");
    assertThat(failure.path("message").stringValue()).contains("RTX 4080");
  }

  @Test
  void aNameIsTakenPerOwnerUntilThePodIsGone() {
    Person owner = client();
    Pod pod = pod(owner, "taken");
    JsonNode failure =
        owner.calls().post("/api/pods", podRequest("taken")).expect(409, "NAME_TAKEN");
    assertThat(failure.path("message").stringValue()).contains("«taken»");
    pod(client(), "taken");
    owner.calls().delete("/api/pods/" + pod.id()).expect(202);
    owner.calls().post("/api/pods", podRequest("taken")).expect(409, "NAME_TAKEN");
    write(pod, PodStatus.DELETED);
    pod(owner, "taken");
  }

  @Test
  void ofTwoCreatesOfOneNameAtOnceOneIsRefused() throws Exception {
    Person owner = client();
    Callable<Integer> create = () -> owner.calls().post("/api/pods", podRequest("race")).status();
    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> both = threads.invokeAll(List.of(create, create));
      assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(201, 409);
    }
    assertThat(pods.ofOwner(owner.id())).hasSize(1);
  }

  @Test
  void aClientHasFivePodsAndAnAdministratorAsManyAsTheyLike() {
    Person owner = client();
    Person admin = admin();
    for (int i = 0; i < 5; i++) {
      pod(owner, "pod-" + i);
      pod(admin, "pod-" + i);
    }
    JsonNode failure =
        owner.calls().post("/api/pods", podRequest("one-more")).expect(409, "QUOTA_EXCEEDED");
    assertThat(failure.path("message").stringValue()).contains("5");
    pod(admin, "one-more");
  }

  @Test
  void anAdministratorAssignsToAClientWhoOwnsAndPays() {
    Person owner = client();
    Person admin = admin();
    JsonNode created =
        admin
            .calls()
            .post(
                "/api/pods",
                request("assigned", Map.of("assignToUser", owner.email().toUpperCase(Locale.ROOT))))
            .expect(201)
            .path("data");
    Pod pod = stored(created);
    assertThat(pod.ownerId()).isEqualTo(owner.id());
    assertThat(pod.createdBy()).isEqualTo(admin.id());
    owner.calls().get("/api/pods/" + pod.id()).expect(200);
    JsonNode shown = admin.calls().get("/api/pods/" + pod.id()).expect(200).path("data");
    assertThat(shown.path("owner").path("email").stringValue()).isEqualTo(owner.email());
    admin
        .calls()
        .post(
            "/api/pods",
            request("assigned-dear", Map.of("assignToUser", owner.email(), "volumeDiskSize", 150)))
        .expect(402, "INSUFFICIENT_FUNDS");
  }

  @Test
  void assigningToNobodyOrToAnAdministratorFindsNoUser() {
    Person admin = admin();
    for (String email : List.of("nobody-here@example.com", admin.email())) {
      JsonNode failure =
          admin
              .calls()
              .post("/api/pods", request("to-nobody", Map.of("assignToUser", email)))
              .expect(400, "VALIDATION");
      assertThat(failure.path("message").stringValue()).isEqualTo("Usuario no encontrado");
      assertThat(failure.path("errors").path(0).path("field").stringValue())
          .isEqualTo("assignToUser");
    }
  }

  @Test
  void aClientAssignsToNobody() {
    client()
        .calls()
        .post("/api/pods", request("mine", Map.of("assignToUser", client().email())))
        .expect(403, "FORBIDDEN");
  }

  @Test
  void theSameKeyAndBodyGiveTheFirstAnswerAgain() {
    Person owner = client();
    Caller keyed = owner.calls().with("Idempotency-Key", "key-1");
    JsonNode first = keyed.post("/api/pods", podRequest("once")).expect(201);
    // Not even money that is gone since changes the answer.
    prices.change(list -> dearer(list, 1000));
    JsonNode second;
    try {
      second = keyed.post("/api/pods", podRequest("once")).expect(201);
    } finally {
      prices.change(list -> dearer(list, 0.001));
    }
    assertThat(second).isEqualTo(first);
    assertThat(pods.ofOwner(owner.id())).hasSize(1);
    keyed.post("/api/pods", podRequest("other")).expect(409, "IDEMPOTENCY_KEY_REUSED");
    // Another person's key is another key.
    client()
        .calls()
        .with("Idempotency-Key", "key-1")
        .post("/api/pods", podRequest("once"))
        .expect(201);
  }

  private static PriceList dearer(PriceList list, double factor) {
    return new PriceList(
        list.version(),
        list.gpus(),
        Math.round(list.containerDiskMicrosPerGbHour() * factor),
        list.volumeDiskMicrosPerGbHour());
  }

  @Test
  void theSameKeyTwiceAtOnceMakesOnePod() throws Exception {
    Person owner = client();
    Caller keyed = owner.calls().with("Idempotency-Key", "at-once");
    Callable<JsonNode> create = () -> keyed.post("/api/pods", podRequest("at-once")).expect(201);
    try (var threads = Executors.newFixedThreadPool(4)) {
      var all = threads.invokeAll(List.of(create, create, create, create));
      for (Future<JsonNode> each : all) {
        assertThat(each.get()).isEqualTo(all.getFirst().get());
      }
    }
    assertThat(pods.ofOwner(owner.id())).hasSize(1);
  }

  @Test
  void aRefusedRequestFreesItsKey() {
    Caller keyed = client().calls().with("Idempotency-Key", "refused-first");
    keyed.post("/api/pods", podRequest("NOT VALID")).expect(400, "VALIDATION");
    keyed.post("/api/pods", podRequest("now-valid")).expect(201);
  }

  @Test
  void aKeyThatIsNoneIsTold() {
    client()
        .calls()
        .with("Idempotency-Key", "x".repeat(256))
        .post("/api/pods", podRequest("long-key"))
        .expect(400, "VALIDATION");
  }
}
