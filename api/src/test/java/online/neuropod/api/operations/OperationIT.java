package online.neuropod.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Operations that want a look, with their cause and the way to their workflow. */
@TestPropertySource(properties = "neuropod.temporal.web-ui=https://temporal.test/ui/")
class OperationIT extends ApiFixture {
  /** As if it had been wished an hour ago. */
  private void longAgo(Pod pod) {
    mongo.updateFirst(
        Query.query(Criteria.where("_id").is(pod.id())),
        new Update().set("wish.at", Instant.now().minusSeconds(3600)),
        "pods");
  }

  private static List<JsonNode> of(Person admin, String query, List<Pod> pods) {
    List<String> ids = pods.stream().map(Pod::id).toList();
    return admin
        .calls()
        .inEnglish()
        .get("/api/admin/workflows?size=500" + query)
        .expect(200)
        .path("data")
        .valueStream()
        .filter(each -> ids.contains(each.path("podId").stringValue()))
        .toList();
  }

  private static List<String> names(List<JsonNode> operations) {
    return operations.stream().map(each -> each.path("podName").stringValue()).toList();
  }

  @Test
  void showsWhatFailedAndWhatTakesLong() {
    Person owner = client();
    Person admin = admin();
    Pod failed =
        write(
            pod(owner, "a-failed"),
            PodStatus.ERROR,
            Optional.of(StatusReason.of(CauseCode.IMAGE_INVALID, "image", "NONE")));
    Pod slow = pod(owner, "b-slow");
    longAgo(slow);
    Pod queued = write(pod(owner, "c-queued"), PodStatus.QUEUED);
    longAgo(queued);
    Pod young = pod(owner, "d-young");
    Pod running = write(pod(owner, "e-running"), PodStatus.RUNNING);
    longAgo(running);
    List<Pod> all = List.of(failed, slow, queued, young, running);

    List<JsonNode> shown = of(admin, "", all);
    assertThat(names(shown)).containsExactly("a-failed", "b-slow");
    JsonNode first = shown.getFirst();
    assertThat(first.path("state").stringValue()).isEqualTo("failed");
    assertThat(first.path("type").stringValue()).isEqualTo("run");
    assertThat(first.path("status").stringValue()).isEqualTo("error");
    assertThat(first.path("ownerEmail").stringValue()).isEqualTo(owner.email());
    assertThat(first.path("cause").path("code").stringValue()).isEqualTo("IMAGE_INVALID");
    assertThat(first.path("cause").path("message").stringValue()).contains("NONE");
    String workflow = clusterSettings.installationId() + "/pod/" + failed.id();
    assertThat(first.path("workflowId").stringValue()).isEqualTo(workflow);
    assertThat(first.path("link").stringValue())
        .isEqualTo(
            "https://temporal.test/ui/namespaces/"
                + temporal.getOptions().getNamespace()
                + "/workflows/"
                + workflow.replace("/", "%2F"));
    assertThat(shown.getLast().path("state").stringValue()).isEqualTo("running");
    assertThat(shown.getLast().path("cause").isNull()).isTrue();

    assertThat(names(of(admin, "&state=failed", all))).containsExactly("a-failed");
    assertThat(names(of(admin, "&state=running", all))).containsExactly("b-slow");
    assertThat(names(of(admin, "&sort=podName,desc", all))).containsExactly("b-slow", "a-failed");
    admin.calls().get("/api/admin/workflows?state=lost").expect(400, "VALIDATION");
    admin.calls().get("/api/admin/workflows?sort=nothing").expect(400, "VALIDATION");
    owner.calls().get("/api/admin/workflows").expect(403, "FORBIDDEN");
  }

  @Test
  void comesInPages() {
    Person owner = client();
    write(pod(owner, "one"), PodStatus.ERROR);
    write(pod(owner, "two"), PodStatus.ERROR);
    JsonNode page = admin().calls().get("/api/admin/workflows?size=1&page=1").expect(200);
    assertThat(page.path("data").size()).isEqualTo(1);
    assertThat(page.path("page").path("totalElements").longValue()).isGreaterThanOrEqualTo(2);
  }
}
