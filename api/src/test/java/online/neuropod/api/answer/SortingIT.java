package online.neuropod.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import online.neuropod.api.support.ApiFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists come in the order that is asked for, by what they can be sorted by. */
class SortingIT extends ApiFixture {
  private static List<String> values(JsonNode list, String field) {
    return list.path("data").valueStream().map(each -> each.path(field).asString()).toList();
  }

  @Test
  void podsAreSortedByTheirFields() {
    Person owner = client();
    List.of("b-pod", "c-pod", "a-pod").forEach(name -> pod(owner, name));
    assertThat(values(owner.calls().get("/api/pods").expect(200), "name"))
        .containsExactly("a-pod", "c-pod", "b-pod");
    assertThat(values(owner.calls().get("/api/pods?sort=name").expect(200), "name"))
        .containsExactly("a-pod", "b-pod", "c-pod");
    assertThat(values(owner.calls().get("/api/pods?sort=name,desc&size=2").expect(200), "name"))
        .containsExactly("c-pod", "b-pod");
    String mine = "/api/pods/admin?userEmail=" + owner.email();
    assertThat(values(admin().calls().get(mine + "&sort=createdAt,asc").expect(200), "name"))
        .containsExactly("b-pod", "c-pod", "a-pod");
  }

  @Test
  void aLedgerIsReadFromEitherEnd() {
    Person owner = client();
    admin()
        .calls()
        .post(
            "/api/auth/users/balance",
            Map.of("userId", owner.id(), "amount", 1, "operation", "add", "reason", "order"))
        .expect(200);
    String path = "/api/wallet/transactions";
    assertThat(values(owner.calls().get(path).expect(200), "n")).containsExactly("2", "1");
    assertThat(values(owner.calls().get(path + "?sort=createdAt").expect(200), "n"))
        .containsExactly("1", "2");
    assertThat(values(owner.calls().get(path + "?sort=n,asc&size=1&page=1").expect(200), "n"))
        .containsExactly("2");
    String others = "/api/admin/users/" + owner.id() + "/wallet/transactions";
    assertThat(values(admin().calls().get(others + "?sort=n").expect(200), "n"))
        .containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/pods",
        "/api/pods/admin",
        "/api/templates",
        "/api/wallet/transactions",
        "/api/wallet/alerts",
        "/api/admin/alerts",
        "/api/admin/audit",
        "/api/admin/workflows",
      })
  void everyListSaysWhatItCanBeSortedBy(String list) {
    JsonNode failure =
        admin().calls().inEnglish().get(list + "?sort=nothing").expect(400, "VALIDATION");
    assertThat(failure.path("errors").path(0).path("field").stringValue()).isEqualTo("sort");
    assertThat(failure.path("message").stringValue()).startsWith("The list can be sorted by ");
  }

  @ParameterizedTest
  @CsvSource({"name;desc", "'name,down'", "'name,asc,desc'", "'name,'", "',desc'", "NAME"})
  void whatIsNoOrderIsAFault(String sort) {
    client().calls().get("/api/pods?sort=" + sort).expect(400, "VALIDATION");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "name", "name,asc", "name,desc"})
  void theseAreOrders(String sort) {
    client().calls().get("/api/pods?sort=" + sort).expect(200);
  }
}
