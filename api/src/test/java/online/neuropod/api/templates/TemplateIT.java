package online.neuropod.api.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.user.Role;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The catalogue: made, changed by who has seen it, and removed when nobody uses it. */
class TemplateIT extends ApiFixture {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private static String freshName() {
    return "Mi Template " + NAMES.incrementAndGet();
  }

  private static Map<String, Object> request(String name) {
    return Map.of(
        "name",
        name,
        "dockerImage",
        "ubuntu:22.04",
        "httpPorts",
        List.of(Map.of("port", 8888, "serviceName", "Jupyter Lab")),
        "tcpPorts",
        List.of(Map.of("port", 22, "serviceName", "SSH")),
        "containerDiskSize",
        10,
        "volumeDiskSize",
        20,
        "volumePath",
        "/workspace",
        "description",
        "Descripción en **markdown**…");
  }

  private static Map<String, Object> with(Map<String, Object> request, String key, Object value) {
    var changed = new HashMap<>(request);
    changed.put(key, value);
    return changed;
  }

  private static JsonNode created(Person admin, Map<String, Object> request) {
    return admin.calls().post("/api/templates", request).expect(201).path("data");
  }

  private static Map<String, String> errors(JsonNode failure) {
    var errors = new HashMap<String, String>();
    failure
        .path("errors")
        .forEach(
            each ->
                errors.put(each.path("field").stringValue(), each.path("message").stringValue()));
    return errors;
  }

  private Pod podOf(Person owner, String name, String templateId) {
    JsonNode made =
        owner
            .calls()
            .post(
                "/api/pods",
                Map.of(
                    "name",
                    name,
                    "deploymentType",
                    "template",
                    "template",
                    templateId,
                    "gpu",
                    "cpu"))
            .expect(201)
            .path("data");
    return pods.find(made.path("id").stringValue()).orElseThrow();
  }

  @Test
  void anAdministratorMakesATemplateThatEverybodyReads() {
    Person admin = admin();
    Map<String, Object> request =
        with(
            with(
                with(request(freshName()), "command", List.of("sleep", "infinity")),
                "environment",
                Map.of("a.b", "c d")),
            "defaultGpu",
            "cpu");
    Reply reply = admin.calls().post("/api/templates", request);
    JsonNode made = reply.expect(201).path("data");
    String id = made.path("id").stringValue();
    assertThat(reply.header("Location")).contains("/api/templates/" + id);
    assertThat(reply.header("ETag")).contains("\"1\"");

    Reply read = client().calls().get("/api/templates/" + id);
    assertThat(read.expect(200).path("data")).isEqualTo(made);
    assertThat(read.header("ETag")).contains("\"1\"");
    assertThat(made.path("name").stringValue()).isEqualTo(request.get("name"));
    assertThat(made.path("httpPorts").path(0).path("serviceName").stringValue())
        .isEqualTo("Jupyter Lab");
    assertThat(made.path("tcpPorts").path(0).path("port").intValue()).isEqualTo(22);
    assertThat(made.path("containerDiskSize").intValue()).isEqualTo(10);
    assertThat(made.path("volumeDiskSize").intValue()).isEqualTo(20);
    assertThat(made.path("description").stringValue()).isEqualTo("Descripción en **markdown**…");
    assertThat(made.path("command").size()).isEqualTo(2);
    assertThat(made.path("environment").path("a.b").stringValue()).isEqualTo("c d");
    assertThat(made.path("defaultGpu").stringValue()).isEqualTo("cpu");
    assertThat(made.path("createdBy").stringValue()).isEqualTo(admin.id());
  }

  @Test
  void clientsMakeNone() {
    client().calls().post("/api/templates", request(freshName())).expect(403, "FORBIDDEN");
    nobody().post("/api/templates", request(freshName())).expect(401, "UNAUTHENTICATED");
  }

  @Test
  void aNameIsThereOnce() {
    Person admin = admin();
    String name = freshName();
    created(admin, request(name));
    JsonNode failure =
        admin.calls().post("/api/templates", request(name)).expect(409, "TEMPLATE_NAME_TAKEN");
    assertThat(failure.path("message").stringValue()).contains(name);
    JsonNode other = created(admin, request(freshName()));
    admin
        .calls()
        .with("If-Match", "\"1\"")
        .put("/api/templates/" + other.path("id").stringValue(), request(name))
        .expect(409, "TEMPLATE_NAME_TAKEN");
  }

  @Test
  void aRepeatedRequestMakesOneTemplate() {
    Caller admin = admin().calls().with("Idempotency-Key", "once");
    Map<String, Object> request = request(freshName());
    JsonNode first = admin.post("/api/templates", request).expect(201).path("data");
    assertThat(admin.post("/api/templates", request).expect(201).path("data")).isEqualTo(first);
    admin.post("/api/templates", request(freshName())).expect(409, "IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void everythingThatIsMissingIsToldAtOnce() {
    JsonNode failure = admin().calls().post("/api/templates", Map.of()).expect(400, "VALIDATION");
    assertThat(errors(failure).keySet())
        .containsExactlyInAnyOrder(
            "name", "dockerImage", "httpPorts", "containerDiskSize", "volumeDiskSize");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Map<String, Object> wrong = new HashMap<>();
    wrong.put("name", "x".repeat(61));
    wrong.put("dockerImage", "NOT AN IMAGE");
    wrong.put(
        "httpPorts",
        List.of(
            Map.of("port", 0, "serviceName", "a"),
            Map.of("port", 80, "serviceName", ""),
            Map.of("port", 80, "serviceName", "b")));
    wrong.put(
        "tcpPorts",
        List.of(Map.of("port", 80, "serviceName", "c"), Map.of("serviceName", "x".repeat(41))));
    wrong.put("containerDiskSize", 51);
    wrong.put("volumeDiskSize", 151);
    wrong.put("volumePath", "/etc");
    wrong.put("description", "x".repeat(20_001));
    wrong.put("command", Collections.nCopies(51, "x"));
    wrong.put("environment", Map.of("2", "x", "JUPYTER_TOKEN", "x", "LONG", "x".repeat(4097)));
    wrong.put("defaultGpu", "nothing");
    JsonNode failure = admin().calls().post("/api/templates", wrong).expect(400, "VALIDATION");
    assertThat(errors(failure).keySet())
        .containsExactlyInAnyOrder(
            "name",
            "dockerImage",
            "httpPorts.0.port",
            "httpPorts.1.serviceName",
            "httpPorts.2.port",
            "tcpPorts.0.port",
            "tcpPorts.1.port",
            "tcpPorts.1.serviceName",
            "containerDiskSize",
            "volumeDiskSize",
            "volumePath",
            "description",
            "command",
            "environment.2",
            "environment.JUPYTER_TOKEN",
            "environment.LONG",
            "defaultGpu");
  }

  @Test
  void nullsAndTooManyAreFaultsToo() {
    Person admin = admin();
    var ports =
        IntStream.rangeClosed(1, 11)
            .mapToObj(port -> Map.of("port", port, "serviceName", "s"))
            .toList();
    var none = new HashMap<String, Object>();
    none.put("NONE", null);
    JsonNode failure =
        admin
            .calls()
            .post(
                "/api/templates",
                with(
                    with(
                        with(request(freshName()), "httpPorts", ports),
                        "tcpPorts",
                        Collections.singletonList(null)),
                    "environment",
                    none))
            .expect(400, "VALIDATION");
    assertThat(errors(failure).keySet())
        .containsExactlyInAnyOrder("httpPorts", "tcpPorts.0", "environment.NONE");
    for (Object command : List.of(List.of(""), Collections.singletonList(null), List.of("a\0"))) {
      JsonNode wrong =
          admin
              .calls()
              .post("/api/templates", with(request(freshName()), "command", command))
              .expect(400, "VALIDATION");
      assertThat(errors(wrong).keySet()).containsExactly("command");
    }
    admin
        .calls()
        .post("/api/templates", with(request(freshName()), "containerDiskSize", "10"))
        .expect(400, "VALIDATION");
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    var request = new HashMap<>(request(freshName()));
    List.of("tcpPorts", "volumePath", "description").forEach(request::remove);
    JsonNode made = created(admin(), request);
    assertThat(made.path("volumePath").stringValue()).isEqualTo("/workspace");
    assertThat(made.path("tcpPorts").size()).isZero();
    assertThat(made.path("command").size()).isZero();
    assertThat(made.path("environment").size()).isZero();
    assertThat(made.has("defaultGpu")).isFalse();
  }

  @Test
  void onlyWhoHasSeenATemplateChangesIt() {
    Person admin = admin();
    String path = "/api/templates/" + created(admin, request(freshName())).path("id").stringValue();
    Map<String, Object> change = with(request(freshName()), "containerDiskSize", 30);

    admin.calls().put(path, change).expect(428, "PRECONDITION_REQUIRED");
    admin.calls().delete(path).expect(428, "PRECONDITION_REQUIRED");
    Reply changed = admin.calls().with("If-Match", "\"1\"").put(path, change);
    assertThat(changed.expect(200).path("data").path("containerDiskSize").intValue()).isEqualTo(30);
    assertThat(changed.header("ETag")).contains("\"2\"");
    admin.calls().with("If-Match", "\"1\"").put(path, change).expect(412, "PRECONDITION_FAILED");
    admin.calls().with("If-Match", "\"1\"").delete(path).expect(412, "PRECONDITION_FAILED");
    admin.calls().with("If-Match", "\"2\"").delete(path).expect(200);
    admin.calls().get(path).expect(404, "TEMPLATE_NOT_FOUND");
    admin.calls().with("If-Match", "*").delete(path).expect(404, "TEMPLATE_NOT_FOUND");
    admin.calls().with("If-Match", "*").put(path, change).expect(404, "TEMPLATE_NOT_FOUND");
  }

  @Test
  void itsCreatorMayChangeItStill() {
    Person creator = admin();
    String path =
        "/api/templates/" + created(creator, request(freshName())).path("id").stringValue();
    client().calls().with("If-Match", "*").put(path, request(freshName())).expect(403, "FORBIDDEN");
    client().calls().with("If-Match", "*").delete(path).expect(403, "FORBIDDEN");
    users.setRole(creator.id(), Role.CLIENT);
    String token =
        nobody()
            .post("/api/auth/mock-login", Map.of("email", creator.email()))
            .expect(200)
            .path("data")
            .path("token")
            .stringValue();
    Caller demoted = creator.calls().as(token).with("If-Match", "*");
    demoted.post("/api/templates", request(freshName())).expect(403, "FORBIDDEN");
    demoted.put(path, request(freshName())).expect(200);
    demoted.delete(path).expect(200);
  }

  @Test
  void whatPodsUseStaysAndPodsKeepItAsItWas() {
    Person admin = admin();
    Person owner = client();
    String name = freshName();
    String id = created(admin, request(name)).path("id").stringValue();
    Pod pod = podOf(owner, "uses-it", id);
    String path = "/api/templates/" + id;

    admin
        .calls()
        .with("If-Match", "*")
        .put(path, with(request(freshName()), "dockerImage", "debian:13"))
        .expect(200);
    JsonNode view = owner.calls().get("/api/pods/" + pod.id()).expect(200).path("data");
    assertThat(view.path("dockerImage").stringValue()).isEqualTo("ubuntu:22.04");
    assertThat(view.path("templateName").stringValue()).isEqualTo(name);

    JsonNode failure =
        admin.calls().with("If-Match", "*").delete(path).expect(409, "TEMPLATE_IN_USE");
    assertThat(failure.path("details").path("pods").size()).isEqualTo(1);
    JsonNode using = failure.path("details").path("pods").path(0);
    assertThat(using.path("id").stringValue()).isEqualTo(pod.id());
    assertThat(using.path("name").stringValue()).isEqualTo("uses-it");
    assertThat(using.path("status").stringValue()).isEqualTo("creating");
    assertThat(failure.path("message").stringValue()).contains("uses-it");
    assertThat(failure.has("errors")).isFalse();

    remove(pod);
    admin.calls().with("If-Match", "*").delete(path).expect(200);
    assertThat(pods.find(pod.id()).orElseThrow().spec().templateName()).contains(name);
  }

  /** As a workflow does. */
  private void remove(Pod pod) {
    admin().calls().delete("/api/pods/" + pod.id()).expect(202);
    write(pod, online.neuropod.domain.pod.PodStatus.DELETED);
  }

  @Test
  void isSortedByWhatItCanBeSortedBy() {
    Caller client = client().calls();
    List<Integer> sizes =
        client
            .get("/api/templates?sort=volumeDiskSize,desc")
            .expect(200)
            .path("data")
            .valueStream()
            .map(template -> template.path("volumeDiskSize").intValue())
            .toList();
    assertThat(sizes).isSortedAccordingTo(Collections.reverseOrder()).contains(100);
    JsonNode page = client.get("/api/templates?sort=name&size=1&page=1").expect(200);
    assertThat(page.path("page").path("number").intValue()).isEqualTo(1);
    assertThat(page.path("data").size()).isEqualTo(1);
    JsonNode failure = client.get("/api/templates?sort=version").expect(400, "VALIDATION");
    assertThat(errors(failure).get("sort")).contains("name", "volumeDiskSize");
    client.get("/api/templates?sort=name,down").expect(400, "VALIDATION");
  }

  @Test
  void theSummaryCountsPods() {
    Person admin = admin();
    String id = created(admin, request(freshName())).path("id").stringValue();
    podOf(client(), "counted", id);
    JsonNode summary =
        admin
            .calls()
            .get("/api/templates/summary")
            .expect(200)
            .path("data")
            .valueStream()
            .filter(each -> each.path("id").stringValue().equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(summary.path("pods").intValue()).isEqualTo(1);
    assertThat(summary.path("runningPods").intValue()).isZero();
    assertThat(summary.path("dockerImage").stringValue()).isEqualTo("ubuntu:22.04");
  }
}
