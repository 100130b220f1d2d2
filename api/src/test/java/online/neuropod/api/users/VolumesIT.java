package online.neuropod.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Step;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.workflows.contract.RunningWorkflows;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The volume that all pods of a person share. */
class VolumesIT extends ApiFixture {
  @Autowired private DeletionStore deletions;

  private static JsonNode volumes(Person person) {
    return person.calls().get("/api/volumes").expect(200).path("data");
  }

  private static String path(Person person) {
    return "/api/admin/users/" + person.id() + "/volume";
  }

  private Reply delete(Person admin, Person whose, String name) {
    return admin
        .calls()
        .with("Content-Type", "application/json")
        .send(
            "DELETE",
            path(whose),
            BodyPublishers.ofString(json.writeValueAsString(Map.of("name", name))));
  }

  @Test
  void nobodyHasOneBeforeTheirFirstPod() {
    Person ana = client();

    assertThat(volumes(ana)).isEmpty();
    admin().calls().get(path(ana)).expect(404, "VOLUME_NOT_FOUND");
    delete(admin(), ana, "workspace-x").expect(404, "VOLUME_NOT_FOUND");
  }

  @Test
  void tellsSizePriceAndWhoUsesIt() {
    Person ana = client();
    Pod running = write(pod(ana, "uno"), PodStatus.RUNNING);
    write(pod(ana, "dos"), PodStatus.ERROR);
    users.workspaceGrownTo(ana.id(), 50);

    JsonNode volume = volumes(ana).get(0);

    assertThat(volume.path("size").intValue()).isEqualTo(50);
    assertThat(volume.path("pricePerHour").decimalValue()).isEqualByComparingTo("5");
    assertThat(volume.path("usedBytes").isNull()).isTrue();
    assertThat(volume.path("usedUnknown").path("code").stringValue()).isEqualTo("NO_METRICS");
    assertThat(volume.path("mountedBy")).hasSize(1);
    assertThat(volume.path("mountedBy").get(0).path("podId").stringValue()).isEqualTo(running.id());
    assertThat(volume.path("deleting").booleanValue()).isFalse();
    assertThat(admin().calls().get(path(ana)).expect(200).path("data").path("name"))
        .isEqualTo(volume.path("name"));
  }

  @Test
  void isDeletedByItsNameWhileNoPodUsesIt() {
    Person admin = admin();
    Person ana = client();
    Pod pod = write(pod(ana, "uno"), PodStatus.RUNNING);
    users.workspaceGrownTo(ana.id(), 50);
    String name = volumes(ana).get(0).path("name").stringValue();

    delete(admin, ana, "workspace-another").expect(400, "VALIDATION");
    JsonNode refused = delete(admin, ana, name).expect(409, "VOLUME_IN_USE");
    assertThat(refused.path("message").stringValue()).contains("uno");
    write(pod, PodStatus.ERROR);
    JsonNode accepted = delete(admin, ana, name).expect(202).path("data");

    assertThat(accepted.path("subject").stringValue()).isEqualTo("volume");
    assertThat(accepted.path("status").stringValue()).isEqualTo("running");
    assertThat(volumes(ana).get(0).path("deleting").booleanValue()).isTrue();
    String workflow = WorkflowIds.volume(clusterSettings.installationId(), ana.id());
    await().atMost(Duration.ofSeconds(5)).until(() -> new RunningWorkflows(temporal).has(workflow));
    assertThat(delete(admin, ana, name).expect(202).path("data").path("requestedAt"))
        .isEqualTo(accepted.path("requestedAt"));
  }

  @Test
  void oneThatIsGoneIsNotListedAnyMore() {
    Person admin = admin();
    Person ana = client();
    users.workspaceGrownTo(ana.id(), 50);
    String name = volumes(ana).get(0).path("name").stringValue();
    delete(admin, ana, name).expect(202);

    Deletion deletion = deletions.find(Subject.VOLUME, ana.id()).orElseThrow();
    users.workspaceGone(ana.id());
    deletions.reached(Subject.VOLUME, ana.id(), deletion.request(), Step.VOLUME, Instant.now());

    assertThat(volumes(ana)).isEmpty();
    delete(admin, ana, name).expect(404, "VOLUME_NOT_FOUND");
  }
}
