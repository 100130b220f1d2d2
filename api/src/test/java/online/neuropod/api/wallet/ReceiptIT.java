package online.neuropod.api.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.money.Adjustment.Operation;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.pod.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** The ledger, receipts and usage, over HTTP. */
class ReceiptIT extends WalletFixture {
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * A day: a pod runs for two hours, a top-up comes between, and it turns out to have ended 877 ms
   * before what was charged.
   */
  private Pod day(Person owner, Instant begin) {
    Pod pod = pod(owner, "billed");
    start(owner, pod, RATE, begin);
    charge(owner, pod, begin.plus(HOUR));
    write(
        owner,
        begin.plus(HOUR).plusSeconds(60),
        draft ->
            draft.adjust(Operation.ADD, 2 * Micros.EURO, "gift", "admin", "day:" + owner.id()));
    charge(owner, pod, begin.plus(HOUR.multipliedBy(2)));
    write(
        owner,
        begin.plus(HOUR.multipliedBy(2)).plusSeconds(1),
        draft ->
            draft.close(
                pod.id(),
                1,
                begin.plus(HOUR.multipliedBy(2)).minusMillis(877),
                Optional.of("STOPPED")));
    return pod;
  }

  private static JsonNode receipt(Person owner, String query) {
    return owner.calls().get("/api/wallet/receipts" + query).expect(200).path("data");
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @Test
  void aReceiptExplainsEveryMicro() {
    Person owner = client();
    Instant begin = tomorrow();
    Pod pod = day(owner, begin);
    JsonNode receipt = receipt(owner, "");
    assertThat(micros(receipt.path("openingBalance"))).isZero();
    assertThat(receipt.path("closingBalance")).isEqualTo(wallet(owner).path("balance"));
    assertThat(
            micros(receipt.path("openingBalance")) + micros(receipt.path("total").path("amount")))
        .isEqualTo(micros(receipt.path("closingBalance")));
    assertThat(stream(receipt.path("other")).map(line -> line.path("kind").stringValue()))
        .containsExactly("initial", "topUp");

    JsonNode session =
        stream(receipt.path("sessions"))
            .filter(each -> each.path("subject").stringValue().equals("pod"))
            .findFirst()
            .orElseThrow();
    assertThat(session.path("podId").stringValue()).isEqualTo(pod.id());
    assertThat(session.path("podName").stringValue()).isEqualTo("billed");
    assertThat(session.path("cause").stringValue()).isEqualTo("STOPPED");
    assertThat(session.path("priceVersion").intValue()).isEqualTo(3);
    assertThat(session.path("total").path("seconds").decimalValue())
        .isEqualByComparingTo("7199.123");
    long due = Micros.cost(RATE, Duration.ofMillis(7_199_123));
    assertThat(micros(session.path("total").path("amount"))).isEqualTo(-due);
    assertThat(micros(session.path("total").path("value"))).isEqualTo(due);
    assertThat(session.path("to").stringValue()).isEqualTo(begin.plusMillis(7_199_123).toString());

    List<JsonNode> lines = stream(session.path("intervals")).toList();
    assertThat(lines)
        .extracting(line -> line.path("kind").stringValue())
        .containsExactly("charge", "charge", "refund");
    assertThat(lines)
        .extracting(line -> line.path("opened").stringValue())
        .containsExactly("started", "tick", "ended");
    assertThat(lines)
        .extracting(line -> line.path("closed").stringValue())
        .containsExactly("tick", "tick", "tick");
    assertThat(lines.get(2).path("seconds").decimalValue()).isEqualByComparingTo("-0.877");
    assertThat(lines.get(2).path("cause").stringValue()).isEqualTo("STOPPED");
  }

  @Test
  void periodsThatFollowEachOtherHaveEachLineOnceAndTheirBalancesMeet() {
    Person owner = client();
    Instant begin = tomorrow();
    day(owner, begin);
    List<Instant> cuts =
        Stream.of(0L, 3_600_000L, 3_600_001L, 3_660_000L, 7_200_000L, 7_200_500L, 8_000_000L)
            .map(begin::plusMillis)
            .toList();
    JsonNode before = receipt(owner, "?to=" + cuts.getFirst());
    long balance = micros(before.path("closingBalance"));
    long lines = lines(before);
    for (int i = 1; i < cuts.size(); i++) {
      JsonNode part = receipt(owner, "?from=" + cuts.get(i - 1) + "&to=" + cuts.get(i));
      assertThat(micros(part.path("openingBalance"))).as(part.toString()).isEqualTo(balance);
      balance += micros(part.path("total").path("amount"));
      assertThat(micros(part.path("closingBalance"))).as(part.toString()).isEqualTo(balance);
      lines += lines(part);
    }
    assertThat(lines).isEqualTo(lines(receipt(owner, "")));
    assertThat(balance).isEqualTo(wallets.find(owner.id()).orElseThrow().balanceMicros());
  }

  @Test
  void periodsMeetAlsoWhereClocksDisagree() {
    Person owner = client();
    Instant noon = tomorrow();
    for (long offset : new long[] {10, 40, 20, 30, 5, 50}) {
      write(
          owner,
          noon.plusSeconds(offset),
          draft ->
              draft.adjust(Operation.ADD, 1, "skew", "admin", "skew:" + owner.id() + ":" + offset));
    }
    Instant cut = noon.plusSeconds(25);
    JsonNode first = receipt(owner, "?to=" + cut);
    JsonNode second = receipt(owner, "?from=" + cut);
    assertThat(second.path("openingBalance")).isEqualTo(first.path("closingBalance"));
    assertThat(lines(first) + lines(second)).isEqualTo(7);
    assertThat(
            micros(first.path("total").path("amount"))
                + micros(second.path("total").path("amount")))
        .isEqualTo(10_000_006);
  }

  private static long lines(JsonNode receipt) {
    return receipt.path("other").size()
        + stream(receipt.path("sessions")).mapToLong(s -> s.path("intervals").size()).sum();
  }

  @Test
  void aReceiptOfOnePodHasItsLinesAloneAndNoBalances() {
    Person owner = client();
    Pod pod = day(owner, tomorrow());
    JsonNode receipt = receipt(owner, "?podId=" + pod.id());
    assertThat(receipt.path("sessions").size()).isEqualTo(1);
    assertThat(receipt.path("other").size()).isZero();
    assertThat(receipt.has("openingBalance")).isFalse();
    assertThat(receipt.path("total").path("amount"))
        .isEqualTo(receipt.path("sessions").path(0).path("total").path("amount"));
    assertThat(lines(receipt(client(), "?podId=" + pod.id()))).isZero();
  }

  @Test
  void timeAfterTheEndOfTheMoneyIsWrittenOff() {
    Person owner = client();
    Instant begin = tomorrow();
    Pod pod = pod(owner, "spent");
    start(owner, pod, 4 * RATE - VOLUME_RATE, begin);
    charge(owner, pod, begin.plus(HOUR.multipliedBy(3)));
    write(
        owner,
        begin.plus(HOUR.multipliedBy(3)),
        draft -> draft.close(pod.id(), 1, begin.plus(HOUR.multipliedBy(3)), Optional.empty()));
    JsonNode receipt = receipt(owner, "");
    assertThat(micros(receipt.path("closingBalance"))).isZero();
    assertThat(micros(receipt.path("total").path("writtenOff"))).isEqualTo(2_000_000);
    JsonNode session = receipt.path("sessions").path(0);
    assertThat(stream(session.path("intervals")).map(line -> line.path("closed").stringValue()))
        .contains("moneyEnded");
    JsonNode platform =
        admin()
            .calls()
            .get("/api/admin/usage?from=" + begin + "&to=" + begin.plus(HOUR.multipliedBy(4)))
            .expect(200)
            .path("data");
    JsonNode own =
        stream(platform.path("perUser"))
            .filter(user -> user.path("key").stringValue().equals(owner.id()))
            .findFirst()
            .orElseThrow();
    assertThat(own.path("name").stringValue()).isEqualTo(owner.email());
    assertThat(micros(own.path("writtenOff"))).isEqualTo(2_000_000);
    assertThat(micros(own.path("charged"))).isEqualTo(10_000_000);
    assertThat(micros(platform.path("total").path("writtenOff"))).isGreaterThanOrEqualTo(2_000_000);
  }

  private static Reply table(Person owner, String path) {
    return owner.calls().with("Accept", "text/csv").get("/api/wallet/" + path);
  }

  private static List<NamedCsvRecord> rows(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    try (var csv = CsvReader.builder().ofNamedCsvRecord(reply.response().body())) {
      return csv.stream().toList();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Test
  void theReceiptsTableSumsToTheBalanceToo() {
    Person owner = client();
    day(owner, tomorrow());
    List<NamedCsvRecord> rows = rows(table(owner, "receipts"));
    assertThat(rows.getFirst().getField("kind")).isEqualTo("opening");
    assertThat(rows.getLast().getField("kind")).isEqualTo("closing");
    BigDecimal sum =
        rows.stream()
            .map(row -> row.getField("amount"))
            .filter(amount -> !amount.isEmpty())
            .map(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(new BigDecimal(rows.getFirst().getField("balanceAfter")).add(sum))
        .isEqualByComparingTo(rows.getLast().getField("balanceAfter"));
    assertThat(rows.stream().filter(row -> row.getField("kind").equals("refund")))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.getField("opened")).isEqualTo("ended"));
  }

  @Test
  void theLedgersTableIsRfc4180AndHarmless() {
    Person owner = client();
    String nasty = "=HYPERLINK(\"http://x\";\"ñ €\"), then\r\na line";
    // No request may bring a line break any more; ledgers of before may have one.
    write(
        owner,
        Instant.now(),
        draft -> draft.adjust(Operation.ADD, Micros.EURO, nasty, "admin", "nasty:" + owner.id()));
    correct(admin(), change(owner, "subtract", 0.5, "-2+3")).expect(200);
    Reply reply = table(owner, "transactions");
    assertThat(reply.header("Content-Type").orElseThrow())
        .isEqualTo("text/csv;header=present;charset=UTF-8");
    assertThat(reply.header("Content-Disposition").orElseThrow())
        .isEqualTo("attachment; filename=\"neuropod-transactions.csv\"");
    String text = reply.response().body();
    assertThat(text)
        .startsWith(
            "n,kind,amount,value,balanceAfter,subject,podId,podName,from,to,ratePerHour,"
                + "priceVersion,reason,actor,createdAt\r\n1,initial,10,10,10,wallet,,,")
        .contains("\"'=HYPERLINK(\"\"http://x\"\";\"\"ñ €\"\"), then\r\na line\"")
        .endsWith("\r\n");
    assertThat(text.getBytes(StandardCharsets.UTF_8)).contains((byte) 0xC3, (byte) 0xB1);
    List<NamedCsvRecord> rows = rows(reply);
    assertThat(rows)
        .extracting(row -> row.getField("reason"))
        .containsExactly("", "'" + nasty, "'-2+3");
    assertThat(rows.get(2).getField("amount")).isEqualTo("-0.5");
  }

  @Test
  void aTableThatBreaksOffIsNotTakenForAll() {
    Person owner = client();
    write(
        owner,
        Instant.now(),
        draft ->
            IntStream.range(0, 600)
                .forEach(
                    i ->
                        draft.adjust(
                            Operation.ADD, 1, "x".repeat(100), "admin", owner.id() + ":" + i)));
    setKind(owner, "NONSENSE");
    try {
      assertThatThrownBy(() -> table(owner, "transactions"))
          .isInstanceOf(UncheckedIOException.class);
      // Where nothing has been sent yet, the failure is told as every other.
      owner.calls().get("/api/wallet/transactions?size=1").expect(500, "INTERNAL");
    } finally {
      setKind(owner, "TOP_UP");
    }
  }

  private void setKind(Person owner, String kind) {
    mongo.updateFirst(
        Query.query(Criteria.where("_id").is(owner.id() + ":601")),
        Update.update("kind", kind),
        "transactions");
  }

  @Test
  void theLedgerIsFilteredByPodAndTime() {
    Person owner = client();
    Instant begin = tomorrow();
    Pod pod = day(owner, begin);
    JsonNode ofPod =
        owner.calls().get("/api/wallet/transactions?podId=" + pod.id() + "&size=2").expect(200);
    assertThat(ofPod.path("page").path("totalElements").intValue()).isEqualTo(3);
    assertThat(stream(ofPod.path("data")).map(entry -> entry.path("kind").stringValue()))
        .containsExactly("refund", "charge");
    assertThat(stream(ofPod.path("data")).map(entry -> entry.path("podName").stringValue()))
        .containsOnly("billed");
    JsonNode ofTime =
        owner
            .calls()
            .get(
                "/api/wallet/transactions?from="
                    + begin.plus(HOUR)
                    + "&to="
                    + begin.plus(HOUR).plusSeconds(60))
            .expect(200);
    assertThat(stream(ofTime.path("data")).map(entry -> entry.path("kind").stringValue()))
        .containsExactlyInAnyOrder("charge", "charge");
    assertThat(rows(table(owner, "transactions?podId=" + pod.id()))).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "receipts?from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z",
        "transactions?from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z",
        "usage?from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z",
        "transactions?from=yesterday",
        "transactions?to=%2B10000-01-01T00:00:00Z",
        "receipts?from=-1000000000-01-01T00:00:00Z",
        "usage?group=week"
      })
  void aPeriodThatMakesNoSenseIsRefused(String query) {
    Person person = client();
    person.calls().get("/api/wallet/" + query).expect(400, "VALIDATION");
    table(person, query).expect(400, "VALIDATION");
    admin()
        .calls()
        .get("/api/admin/users/" + person.id() + "/wallet/" + query)
        .expect(400, "VALIDATION");
  }

  @Test
  void usageIsToldByDayPodAndGpu() {
    Person owner = client();
    Instant midnight = tomorrow().plus(Duration.ofDays(1));
    Pod pod = day(owner, midnight.minus(HOUR.dividedBy(2)));
    JsonNode byDay = owner.calls().get("/api/wallet/usage").expect(200).path("data");
    assertThat(stream(byDay.path("groups")).map(day -> day.path("key").stringValue()))
        .containsExactly(
            midnight.minusSeconds(1).toString().substring(0, 10),
            midnight.toString().substring(0, 10));
    assertThat(micros(byDay.path("groups").path(0).path("charged"))).isEqualTo(750_000);
    JsonNode byPod = owner.calls().get("/api/wallet/usage?group=pod").expect(200).path("data");
    assertThat(byPod.path("groups").path(0).path("key").stringValue()).isEqualTo(pod.id());
    assertThat(byPod.path("groups").path(0).path("name").stringValue()).isEqualTo("billed");
    JsonNode byGpu = owner.calls().get("/api/wallet/usage?group=gpu").expect(200).path("data");
    assertThat(stream(byGpu.path("groups")).map(gpu -> gpu.path("key").stringValue()))
        .containsExactlyInAnyOrder("cpu", "volume");
    long spent = 12_000_000 - micros(wallet(owner).path("balance"));
    for (JsonNode usage : List.of(byDay, byPod, byGpu)) {
      assertThat(micros(usage.path("total").path("amount"))).isEqualTo(-spent);
      assertThat(stream(usage.path("groups")).mapToLong(g -> micros(g.path("amount"))).sum())
          .isEqualTo(-spent);
    }
  }

  @Test
  void administratorsReadTheSameOfAnybody() {
    Person owner = client();
    day(owner, tomorrow());
    Person admin = admin();
    String base = "/api/admin/users/" + owner.id() + "/wallet";
    for (String path : List.of("", "/transactions", "/receipts", "/usage?group=pod", "/alerts")) {
      JsonNode seen = admin.calls().get(base + path).expect(200).path("data");
      assertThat(seen).isEqualTo(owner.calls().get("/api/wallet" + path).expect(200).path("data"));
      owner.calls().get(base + path).expect(403, "FORBIDDEN");
      nobody().get(base + path).expect(401, "UNAUTHENTICATED");
      admin.calls().get("/api/admin/users/none/wallet" + path).expect(404, "USER_NOT_FOUND");
    }
    Reply table = admin.calls().with("Accept", "text/csv").get(base + "/receipts");
    assertThat(table.response().body()).isEqualTo(table(owner, "receipts").response().body());
    owner.calls().with("Accept", "text/csv").get(base + "/receipts").expect(403, "FORBIDDEN");
  }

  @Test
  void theWholePlatformsUsageIsForAdministratorsAndOfAYearAtMost() {
    client().calls().get("/api/admin/usage").expect(403, "FORBIDDEN");
    JsonNode usage = admin().calls().get("/api/admin/usage").expect(200).path("data");
    assertThat(micros(usage.path("granted"))).isGreaterThanOrEqualTo(10_000_000);
    admin()
        .calls()
        .get("/api/admin/usage?from=2025-01-01T00:00:00Z&to=2026-03-01T00:00:00Z")
        .expect(400, "VALIDATION");
  }
}
