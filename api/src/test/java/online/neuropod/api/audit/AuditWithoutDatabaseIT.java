package online.neuropod.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doCallRealMethod;
import static org.mockito.Mockito.doThrow;

import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.store.audit.AuditStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import tools.jackson.databind.JsonNode;

/** The database goes away just where a write is to be audited. */
class AuditWithoutDatabaseIT extends ApiFixture {
  @MockitoSpyBean private AuditStore store;
  @Autowired private Audit audit;

  private static DataAccessResourceFailureException away() {
    return new DataAccessResourceFailureException("away");
  }

  @AfterEach
  void itIsThereAgain() {
    doCallRealMethod().when(store).announce(any());
    doCallRealMethod().when(store).tell(any());
  }

  @Test
  void whatCannotBeAnnouncedIsNotDone() {
    Person owner = client();
    doThrow(away()).when(store).announce(any());

    owner.calls().post("/api/pods", podRequest("unheard")).expect(503, "DATABASE_UNAVAILABLE");

    assertThat(pods.ofOwner(owner.id())).isEmpty();
  }

  @Test
  void whatIsDoneIsToldWhenTheDatabaseIsThereAgain() {
    Person owner = client();
    Person admin = admin();
    await().until(() -> audit.waiting() == 0);
    doThrow(away()).when(store).tell(any());

    Reply created = owner.calls().post("/api/pods", podRequest("late"));
    String id = created.expect(201).path("data").path("id").stringValue();
    await().until(() -> audit.waiting() == 1);
    String query = "/api/admin/audit?subject=" + id;
    assertThat(admin.calls().get(query).expect(200).path("data").size()).isZero();

    itIsThereAgain();
    JsonNode entry =
        await()
            .until(
                () -> admin.calls().get(query).expect(200).path("data").path(0),
                JsonNode::isObject);
    assertThat(entry.path("result").stringValue()).isEqualTo("done");
    assertThat(entry.path("actor").path("id").stringValue()).isEqualTo(owner.id());
    await().until(() -> audit.waiting() == 0);
  }
}
