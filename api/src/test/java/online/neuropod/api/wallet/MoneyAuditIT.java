package online.neuropod.api.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.StreamSupport;
import online.neuropod.domain.money.Law;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** The audit of all money, over HTTP. Other tests' wallets are in the same database. */
class MoneyAuditIT extends WalletFixture {
  @Test
  void theAuditIsForAdministrators() {
    client().calls().get("/api/admin/money/audit").expect(403, "FORBIDDEN");
    nobody().get("/api/admin/money/audit").expect(401, "UNAUTHENTICATED");
  }

  @Test
  void everyLawIsToldAndWhoseMoneyBreaksIt() {
    Person right = client();
    Person wrong = client();
    correct(admin(), change(right, "add", 1, "x")).expect(200);
    correct(admin(), change(wrong, "add", 1, "x")).expect(200);
    mongo.updateFirst(
        Query.query(Criteria.where("_id").is(wrong.id() + ":2")),
        Update.update("amountMicros", 2_000_000L),
        "transactions");
    Instant before = Instant.now();
    JsonNode audit =
        admin().calls().inEnglish().get("/api/admin/money/audit").expect(200).path("data");
    assertThat(Instant.parse(audit.path("at").stringValue())).isAfterOrEqualTo(before);
    assertThat(audit.path("clean").booleanValue()).isFalse();
    assertThat(audit.path("laws").size()).isEqualTo(Law.values().length);
    JsonNode chain =
        StreamSupport.stream(audit.path("laws").spliterator(), false)
            .filter(law -> law.path("law").stringValue().equals("CHAIN"))
            .findFirst()
            .orElseThrow();
    assertThat(chain.path("holds").booleanValue()).isFalse();
    assertThat(chain.path("words").stringValue()).startsWith("each balance is the one before");
    assertThat(audit.path("breaches").findValuesAsString("userId"))
        .contains(wrong.id())
        .doesNotContain(right.id());
    mongo.updateFirst(
        Query.query(Criteria.where("_id").is(wrong.id() + ":2")),
        Update.update("amountMicros", 1_000_000L),
        "transactions");
  }
}
