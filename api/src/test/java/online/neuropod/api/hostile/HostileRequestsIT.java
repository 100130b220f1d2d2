package online.neuropod.api.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.api.support.Description;
import online.neuropod.api.support.Description.Described;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Requests that are made to hurt, against every operation that the description has. Every answer is
 * one that is described; nothing may be a 5xx or take long.
 */
class HostileRequestsIT extends ApiFixture {
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final Description DESCRIPTION = Description.committed();

  @DynamicPropertySource
  static void ownDatabase(DynamicPropertyRegistry properties) {
    properties.add("spring.mongodb.uri", () -> database("hostile"));
    properties.add("neuropod.rate-limit.enabled", () -> false);
  }

  /** Sends it and looks at the clock. */
  private static Reply fast(Caller caller, String method, String path, String body) {
    long begin = System.nanoTime();
    Reply reply =
        caller
            .with("If-Match", "*")
            .with("Content-Type", "application/json")
            .send(
                method,
                path,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("%s %s %.60s", method, path, body)
        .isLessThan(LONG);
    assertThat(reply.status()).as("%s %s %.200s", method, path, body).isLessThan(500);
    return reply.described();
  }

  private static String path(Described operation) {
    return operation.path().getPatternString().replaceAll("\\{[^}]+}", "none-such");
  }

  private static List<Described> withBody() {
    return DESCRIPTION.operations().stream().filter(Described::hasBody).toList();
  }

  @Test
  void bodiesThatAreBombsAreRefusedAtOnce() {
    Caller admin = admin().calls();
    for (Described operation : withBody()) {
      for (String bomb :
          List.of(
              "[".repeat(100_000),
              "{\"a\":".repeat(40_000),
              "{\"a\": {\"b\": " + "[".repeat(2_000) + "]".repeat(2_000) + "}}",
              "{\"name\": \"a\", \"name\": \"b\"}",
              "\"" + "x".repeat(200_000) + "\"",
              "9".repeat(200_000),
              "{} trailing",
              "\u0000",
              "null",
              "[]",
              "true")) {
        assertThat(fast(admin, operation.method(), path(operation), bomb).status())
            .as("%s %.40s", operation, bomb)
            .isBetween(400, 499);
      }
    }
  }

  @Test
  void numbersThatNoMachineCanHoldAreRefusedAtOnce() {
    Caller admin = admin().calls();
    for (Described operation : withBody()) {
      for (String field : fields(operation)) {
        for (String number :
            List.of(
                "1e999999999",
                "1e-999999999",
                "0e999999999",
                "-1e999999999",
                "9".repeat(900),
                "0." + "0".repeat(900) + "1",
                "9223372036854775808",
                "2147483648",
                "-1",
                "-0.0000001")) {
          fast(admin, operation.method(), path(operation), "{\"" + field + "\": " + number + "}");
        }
      }
    }
    Map<String, Object> order = Map.of("gpu", "cpu", "containerDiskSize", 5, "volumeDiskSize", 5);
    String start = json.writeValueAsString(order).replace("}", ", \"hours\": ");
    for (String hours : List.of("1e-999999999", "1e-99999", "0.0000000001", "1e999999999")) {
      assertThat(fast(admin, "POST", "/api/pricing/calculate-cost", start + hours + "}").status())
          .as(hours)
          .isEqualTo(400);
    }
  }

  /** Those that hold one value. */
  private static Set<String> fields(Described operation) {
    JsonNode schema =
        DESCRIPTION.resolved(operation.node().at("/requestBody/content/application~1json/schema"));
    return schema
        .path("properties")
        .propertyStream()
        .filter(property -> isPlain(property.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isPlain(JsonNode schema) {
    String said = schema.toString();
    return !said.contains("$ref") && !said.contains("object") && !said.contains("array");
  }

  @Test
  void anOperatorOfTheDatabaseIsNoText() {
    Caller admin = admin().calls();
    for (Described operation : withBody()) {
      for (String field : fields(operation)) {
        for (String operator :
            List.of("{\"$ne\": null}", "{\"$gt\": \"\"}", "{\"$where\": \"sleep(9999)\"}")) {
          Reply reply =
              fast(
                  admin,
                  operation.method(),
                  path(operation),
                  "{\"" + field + "\": " + operator + "}");
          // Of maps, such as the GPUs of a price list, it is a key like others, and a wrong one.
          assertThat(reply.status()).as("%s %s", operation, field).isBetween(400, 499);
        }
      }
    }
  }

  @Test
  void whatIsLookedForIsTextAndNoPattern() {
    Person person = client();
    Caller admin = admin().calls();
    pod(person, "found");
    for (Described operation : DESCRIPTION.operations()) {
      for (JsonNode parameter : operation.parameters("query").toList()) {
        String name = parameter.path("name").stringValue();
        for (String text :
            List.of(
                "{\"$ne\": \"\"}",
                "$where",
                "(a+)+$" + "a".repeat(2_000),
                "[",
                "\\",
                "*",
                "a".repeat(4_000),
                "\u202E\u0000\r\nX-Injected: yes",
                "'; DROP TABLE pods; --")) {
          String query = "?" + name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
          if (operation.method().equals("GET")) {
            Reply reply = fast(admin, "GET", path(operation) + query, "");
            assertThat(reply.header("X-Injected")).isEmpty();
          }
        }
      }
    }
    for (String pattern : List.of(".*", "^", "client.", "[a-z]*", ".")) {
      String query = URLEncoder.encode(pattern + "@", StandardCharsets.UTF_8);
      assertThat(admin.get("/api/pods/admin?userEmail=" + query).expect(200).path("data").size())
          .as(pattern)
          .isZero();
    }
    assertThat(
            admin
                .get("/api/pods/admin?userEmail=" + person.email())
                .expect(200)
                .path("data")
                .size())
        .isOne();
    String nested = "userEmail" + URLEncoder.encode("[$ne]", StandardCharsets.UTF_8);
    assertThat(admin.get("/api/pods/admin?" + nested + "=x").status()).isEqualTo(200);
  }

  private static Stream<Described> reading(String parameter) {
    return DESCRIPTION.operations().stream()
        .filter(
            operation ->
                operation
                    .parameters("query")
                    .anyMatch(each -> each.path("name").stringValue().equals(parameter)));
  }

  @Test
  void pagesBeyondAllCountingAreEmptyOrRefused() {
    Caller admin = admin().calls();
    reading("page")
        .filter(operation -> !operation.path().getPatternString().contains("{"))
        .forEach(
            operation -> {
              JsonNode page =
                  fast(admin, "GET", path(operation) + "?page=4294967&size=500", "").expect(200);
              assertThat(page.path("data").size()).as(operation.toString()).isZero();
              for (String wrong :
                  List.of(
                      "page=-1",
                      "page=4294968",
                      "page=2147483647",
                      "page=2147483648",
                      "page=1.5",
                      "size=0",
                      "size=-2147483648",
                      "size=501",
                      "size=99999999999999999999")) {
                fast(admin, "GET", path(operation) + "?" + wrong, "").expect(400, "VALIDATION");
              }
            });
  }

  @Test
  void timesOutOfAllCalendarsAreRefused() {
    Caller admin = admin().calls();
    for (String name : List.of("from", "to", "since")) {
      reading(name)
          .forEach(
              operation -> {
                for (String time :
                    List.of(
                        "%2B999999999-12-31T23:59:59Z",
                        "-999999999-01-01T00:00:00Z",
                        "0000-01-01T00:00:00Z",
                        "9999-12-31T23:59:59.999999999Z",
                        "2026-02-30T00:00:00Z",
                        "1e99",
                        "0",
                        "now")) {
                  fast(admin, "GET", path(operation) + "?" + name + "=" + time, "");
                }
              });
    }
    admin.get("/api/wallet/usage?from=%2B999999999-12-31T23:59:59Z").expect(400, "VALIDATION");
    admin.get("/api/wallet/usage?to=0000-01-01T00:00:00Z").expect(400, "VALIDATION");
    admin.get("/api/wallet/usage?to=0").expect(400, "VALIDATION");
    admin.get("/api/wallet/usage?to=").expect(200);
  }

  @Test
  void whatCannotBeReadIsRefusedBeforeAnythingIsDone() {
    Caller client = client().calls();
    client.get("/api/wallet/usage?=x").expect(400, "BAD_REQUEST");
    client
        .with("Content-Type", "multipart/form-data")
        .send("POST", "/api/pods", BodyPublishers.ofString("x"))
        .expect(415, "UNSUPPORTED_MEDIA_TYPE");
    client.with("Content-Type", "multipart/form-data").get("/api/wallet").expect(200);
  }

  @Test
  void aKeyMayBeOfBytesThatAreNoAscii() {
    Caller keyed = client().calls().with("Idempotency-Key", "\u00d7\u00f8");
    String first =
        keyed.post("/api/pods", podRequest("odd-key")).expect(201).at("/data/id").asString();
    assertThat(keyed.post("/api/pods", podRequest("odd-key")).expect(201).at("/data/id").asString())
        .isEqualTo(first);
  }

  @Test
  void aKeyBelongsToOnePersonAndOneBody() {
    Person person = client();
    Caller keyed = person.calls().with("Idempotency-Key", "same");
    String first =
        keyed.post("/api/pods", podRequest("keyed")).expect(201).at("/data/id").asString();
    assertThat(keyed.post("/api/pods", podRequest("keyed")).expect(201).at("/data/id").asString())
        .isEqualTo(first);
    keyed.post("/api/pods", podRequest("other")).expect(409, "IDEMPOTENCY_KEY_REUSED");
    String others =
        client()
            .calls()
            .with("Idempotency-Key", "same")
            .post("/api/pods", podRequest("keyed"))
            .expect(201)
            .at("/data/id")
            .asString();
    assertThat(others).isNotEqualTo(first);
    for (String key : List.of(" ", "k".repeat(256))) {
      person
          .calls()
          .with("Idempotency-Key", key)
          .post("/api/pods", podRequest("badly-keyed"))
          .expect(400, "VALIDATION");
    }
  }

  @Test
  void ofManyTriesAtOnceOneCreates() {
    Person person = client();
    Caller keyed = person.calls().with("Idempotency-Key", "at-once");
    List<Reply> replies = atOnce(8, () -> keyed.post("/api/pods", podRequest("once")));
    assertThat(replies.stream().map(each -> each.expect(201).at("/data/id").asString()).distinct())
        .hasSize(1);
    assertThat(person.calls().get("/api/pods").expect(200).path("data").size()).isOne();
  }

  private static List<Reply> atOnce(int times, Supplier<Reply> request) {
    return IntStream.range(0, times)
        .mapToObj(_ -> CompletableFuture.supplyAsync(request, Thread::startVirtualThread))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  @Test
  void balancesAreMovedOnceWhoeverHurries() {
    Person person = client();
    Caller admin = admin().calls();
    Map<String, Object> change =
        Map.of("userId", person.id(), "amount", 1, "operation", "subtract", "reason", "race");
    List<Reply> replies = atOnce(15, () -> admin.post("/api/auth/users/balance", change));
    assertThat(replies.stream().filter(each -> each.status() == 200)).hasSize(10);
    JsonNode wallet = person.calls().get("/api/wallet").expect(200).path("data");
    assertThat(wallet.path("balance").decimalValue()).isEqualByComparingTo("0");
    JsonNode entries = person.calls().get("/api/wallet/transactions").expect(200).path("data");
    assertThat(entries.valueStream().filter(e -> e.path("kind").asString().equals("adjustment")))
        .hasSize(10);
  }

  @Test
  void oneAddressIsOnePersonHoweverItIsWritten() {
    String composed = "jos\u00e9@example.com";
    String decomposed = "jose\u0301@example.com";
    assertThat(signIn(decomposed)).isEqualTo(signIn(composed));
    assertThat(signIn(composed.toUpperCase(Locale.ROOT))).isEqualTo(signIn(composed));
    assertThat(signIn("jose@example.com")).isNotEqualTo(signIn(composed));
  }

  private String signIn(String email) {
    return nobody()
        .post("/api/auth/mock-login", Map.of("email", email))
        .expect(200)
        .at("/data/user/id")
        .asString();
  }

  @Test
  void textsThatAdministratorsReadHideNothing() {
    Person person = client();
    for (String name :
        List.of("a\u202Egnp.exe", "a\u0007", "a\nb", "a\u2066b", "\u200F", "a\u0000")) {
      person.calls().put("/api/auth/me", Map.of("name", name)).expect(400, "VALIDATION");
      admin()
          .calls()
          .post(
              "/api/auth/users/balance",
              Map.of("userId", person.id(), "amount", 1, "operation", "add", "reason", name))
          .expect(400, "VALIDATION");
    }
    // What is only markup is kept as it is: who shows it must escape it anyway.
    String markup = "<img src=x onerror=alert(1)>";
    assertThat(
            person
                .calls()
                .put("/api/auth/me", Map.of("name", markup))
                .expect(200)
                .at("/data/name")
                .asString())
        .isEqualTo(markup);
  }

  @Test
  void aTableRunsNoFormulas() {
    Person person = client();
    for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")")) {
      admin()
          .calls()
          .post(
              "/api/auth/users/balance",
              Map.of("userId", person.id(), "amount", 1, "operation", "add", "reason", formula))
          .expect(200);
    }
    for (String table : List.of("/api/wallet/transactions", "/api/wallet/receipts")) {
      Reply reply = person.calls().with("Accept", "text/csv").get(table);
      reply.expect(200);
      assertThat(reply.response().body()).contains("'=1+1", "'+1", "'-1", "'@SUM(A1)");
      assertThat(reply.response().body()).doesNotContain(",=", ",+", ",@", ",\"=");
      assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
    }
  }
}
