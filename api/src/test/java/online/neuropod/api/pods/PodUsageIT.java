package online.neuropod.api.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.Wish;
import online.neuropod.domain.usage.Activity;
import online.neuropod.domain.usage.Activity.Kept;
import online.neuropod.domain.usage.Sample;
import online.neuropod.domain.usage.Signal;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;
import online.neuropod.store.pods.Timeline.Step;
import online.neuropod.store.usage.PodUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What people see of a pod's use, as a worker has measured it, and of its end. */
class PodUsageIT extends ApiFixture {
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A pod of this request that is said to run. */
  private Pod running(Person owner, String name, Map<String, Object> more) {
    var request = new HashMap<>(podRequest(name));
    request.putAll(more);
    JsonNode created = owner.calls().post("/api/pods", request).expect(201).path("data");
    return write(pods.find(created.path("id").stringValue()).orElseThrow(), PodStatus.RUNNING);
  }

  /** What a worker writes. */
  private void measured(Pod pod, Instant at, double cpu, Instant activeAt) {
    usage.record(
        List.of(
            new PodUsage(
                pod.id(),
                new Sample(
                    at,
                    Optional.of(cpu),
                    Optional.of(512L << 20),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(100.0)),
                Map.of(Stat.GPU, Unknown.NO_GPU, Stat.DISK, Unknown.NO_METRICS),
                Optional.empty(),
                new Activity(
                    pod.wish().seq(),
                    at,
                    activeAt,
                    new Kept(Kept.Why.BUSY, Optional.of(Signal.CPU), Optional.of(37.25))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }

  private static JsonNode view(Person owner, Pod pod) {
    return owner.calls().get("/api/pods/" + pod.id()).expect(200).path("data");
  }

  private static JsonNode metrics(Person owner, Pod pod, String query) {
    return owner.calls().get("/api/pods/" + pod.id() + "/metrics" + query).expect(200).path("data");
  }

  @Test
  void theNewestSampleIsShown() {
    Person owner = client();
    Pod pod = running(owner, "shown", Map.of());
    JsonNode first = view(owner, pod).path("stats");
    assertThat(first.path("cpu").isNull()).isTrue();
    assertThat(first.path("unknown").path("cpu").path("code").stringValue())
        .isEqualTo("NOT_MEASURED_YET");

    measured(pod, now(), 12.34, now());

    JsonNode stats =
        await().until(() -> view(owner, pod).path("stats"), it -> it.path("cpu").isNumber());
    assertThat(stats.path("cpu").doubleValue()).isEqualTo(12.3);
    assertThat(stats.path("memoryBytes").longValue()).isEqualTo(512L << 20);
    assertThat(stats.path("memoryLimitBytes").longValue()).isEqualTo(4L << 30);
    assertThat(stats.path("statsAt").isString()).isTrue();
    assertThat(stats.path("gpu").isNull()).isTrue();
    assertThat(stats.path("unknown").path("gpu").path("code").stringValue()).isEqualTo("NO_GPU");
    assertThat(stats.path("unknown").path("diskBytes").path("code").stringValue())
        .isEqualTo("NO_METRICS");
    assertThat(stats.path("unknown").propertyNames()).containsExactlyInAnyOrder("gpu", "diskBytes");
    assertThat(view(owner, pod).has("autoStop")).as("it runs for ever").isFalse();
  }

  @Test
  void whatWasMeasuredOfAnEarlierSessionOrLongAgoIsNotShown() {
    Person owner = client();
    Pod old = running(owner, "old", Map.of());
    measured(old, now().minus(Duration.ofMinutes(5)), 50, now());
    Pod restarted = running(owner, "restarted", Map.of());
    measured(restarted, now(), 50, now());
    long seq = restarted.wish().seq();
    pods.wish(
        restarted.id(),
        seq,
        new Wish(Operation.RUN, seq + 1, owner.id(), now(), Optional.empty()),
        PodStatus.RUNNING,
        Optional.empty());

    for (Pod pod : List.of(old, restarted)) {
      assertThat(view(owner, pod).path("stats").path("cpu").isNull()).isTrue();
    }
  }

  @Test
  void thePastIsShownInStepsThatFitItsLength() {
    Person owner = client();
    Pod pod = running(owner, "charted", Map.of());
    Instant last = now();
    for (int i = 30; i >= 0; i--) {
      measured(pod, last.minusSeconds(i * 10L), i, last);
    }

    JsonNode hour = metrics(owner, pod, "");
    assertThat(hour.path("range").stringValue()).isEqualTo("1h");
    assertThat(hour.path("stepSeconds").longValue()).isEqualTo(10);
    assertThat(hour.path("points")).hasSize(31);
    JsonNode point = hour.path("points").get(0);
    assertThat(point.path("cpu").doubleValue()).isEqualTo(30);
    assertThat(point.path("memoryBytes").longValue()).isEqualTo(512L << 20);
    assertThat(point.path("memoryLimitBytes").longValue()).isEqualTo(4L << 30);
    assertThat(point.path("networkBytesPerSecond").longValue()).isEqualTo(100);
    assertThat(point.path("gpu").isNull()).isTrue();
    assertThat(hour.path("unknown").path("gpu").path("code").stringValue()).isEqualTo("NO_GPU");
    assertThat(hour.path("unknown").path("diskBytes").path("message").stringValue()).isNotBlank();
    assertThat(hour.path("unknown").has("cpu")).isFalse();

    assertThat(metrics(owner, pod, "?range=90m").path("stepSeconds").longValue()).isEqualTo(60);
    assertThat(metrics(owner, pod, "?range=30d").path("stepSeconds").longValue()).isEqualTo(600);
    assertThat(metrics(owner, pod, "?range=1m").path("points").size()).isBetween(5, 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"31d", "0h", "1", "h", "-1h", "1w", "999999999h", "1h%201h"})
  void aRangeThatIsNoneIsRefused(String range) {
    Person owner = client();
    Pod pod = pod(owner, "ranged");

    JsonNode failure =
        owner
            .calls()
            .get("/api/pods/" + pod.id() + "/metrics?range=" + range)
            .expect(400, "VALIDATION");
    assertThat(failure.path("errors").get(0).path("field").stringValue()).isEqualTo("range");
  }

  @Test
  void somebodyElsesPodTellsNothing() {
    Pod pod = running(client(), "private", Map.of("idleStopMinutes", 30));
    Person other = client();

    other.calls().get("/api/pods/" + pod.id() + "/metrics").expect(404, "POD_NOT_FOUND");
    other.calls().post("/api/pods/" + pod.id() + "/extend").expect(404, "POD_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({
    "idleStopMinutes, -1",
    "idleStopMinutes, 10081",
    "maxLifetimeHours, -1",
    "maxLifetimeHours, 8785",
  })
  void limitsOutOfRangeAreRefused(String field, int value) {
    var request = new HashMap<>(podRequest("limited"));
    request.put(field, value);

    JsonNode failure = client().calls().post("/api/pods", request).expect(400, "VALIDATION");
    assertThat(failure.path("errors").get(0).path("field").stringValue()).isEqualTo(field);
  }

  @Test
  void aPodSaysWhenItWouldStopAndWhatKeepsItAlive() {
    Person owner = client();
    Pod pod = running(owner, "bounded", Map.of("idleStopMinutes", 30, "maxLifetimeHours", 12));
    assertThat(pod.limits())
        .isEqualTo(
            new PodLimits(Optional.of(Duration.ofMinutes(30)), Optional.of(Duration.ofHours(12))));
    Instant activeAt = now().minusSeconds(60);
    measured(pod, now(), 0.1, activeAt);

    JsonNode autoStop =
        await().until(() -> view(owner, pod).path("autoStop"), it -> it.has("idleStopsAt"));

    assertThat(autoStop.path("idleStopMinutes").intValue()).isEqualTo(30);
    assertThat(autoStop.path("maxLifetimeHours").doubleValue()).isEqualTo(12);
    assertThat(Instant.parse(autoStop.path("idleStopsAt").stringValue()))
        .isEqualTo(activeAt.plus(Duration.ofMinutes(30)));
    assertThat(Instant.parse(autoStop.path("lifetimeStopsAt").stringValue()))
        .isEqualTo(pod.startedAt().orElseThrow().plus(Duration.ofHours(12)));
    assertThat(autoStop.path("keptAlive").path("code").stringValue()).isEqualTo("BUSY");
    assertThat(autoStop.path("keptAlive").path("message").stringValue()).contains("37,2 %");
    assertThat(autoStop.path("warned").booleanValue()).isFalse();
  }

  @Test
  void oneClickPutsBothEndsOff() {
    Person owner = client();
    Pod pod = running(owner, "extended", Map.of("idleStopMinutes", 30, "maxLifetimeHours", 12));
    measured(pod, now(), 0.1, now().minusSeconds(1000));

    Instant before = now();
    JsonNode answer =
        owner.calls().post("/api/pods/" + pod.id() + "/extend").expect(200).path("data");

    JsonNode autoStop = answer.path("autoStop");
    assertThat(Instant.parse(autoStop.path("idleStopsAt").stringValue()))
        .isAfterOrEqualTo(before.plus(Duration.ofMinutes(30)));
    assertThat(Instant.parse(autoStop.path("lifetimeStopsAt").stringValue()))
        .isEqualTo(pod.startedAt().orElseThrow().plus(Duration.ofHours(13)));
    assertThat(autoStop.path("keptAlive").path("code").stringValue()).isEqualTo("EXTENDED");
    JsonNode events = owner.calls().get("/api/pods/" + pod.id() + "/events").expect(200);
    JsonNode extended = events.path("data").get(events.path("data").size() - 1);
    assertThat(extended.path("phase").stringValue()).isEqualTo("extended");
    assertThat(extended.path("actor").path("kind").stringValue()).isEqualTo("user");
    assertThat(extended.has("durationSeconds")).isFalse();
  }

  @Test
  void whatWouldNotStopCannotBeExtended() {
    Person owner = client();
    Pod forEver = running(owner, "for-ever", Map.of("idleStopMinutes", 0));
    measured(forEver, now(), 0.1, now());
    Pod unmeasured = running(owner, "unmeasured", Map.of("idleStopMinutes", 5));
    Pod stopped = write(running(owner, "stopped", Map.of("idleStopMinutes", 5)), PodStatus.RUNNING);
    long seq = stopped.wish().seq();
    pods.wish(
        stopped.id(),
        seq,
        new Wish(Operation.STOP, seq + 1, owner.id(), now(), Optional.empty()),
        PodStatus.STOPPING,
        Optional.empty());

    extend(owner, forEver).expect(409, "NOTHING_TO_EXTEND");
    extend(owner, unmeasured).expect(409, "NOTHING_TO_EXTEND");
    extend(owner, pod(owner, "creating")).expect(409, "NOTHING_TO_EXTEND");
    extend(owner, stopped).expect(409, "POD_ALREADY_STOPPED");
  }

  private static Caller.Reply extend(Person owner, Pod pod) {
    return owner.calls().post("/api/pods/" + pod.id() + "/extend");
  }

  @Test
  void theUsualTimeOfAPhaseIsToldOnceEnoughIsKnown() {
    Person owner = client();
    Pod pod = pod(owner, "usual");
    Instant past = now().minus(Duration.ofMinutes(10));
    for (int i = 0; i < 5; i++) {
      String other = "usual-" + pod.id() + "-" + i;
      timeline.add(new Step(other, 1, "pulling", past, "system", Optional.empty()));
      timeline.add(new Step(other, 1, "running", past.plusSeconds(i), "system", Optional.empty()));
      timeline.add(new Step(other, 2, "stop", past.plusSeconds(99), "system", Optional.empty()));
    }
    timeline.add(new Step(pod.id(), 1, "pulling", now(), "system", Optional.empty()));
    timeline.add(new Step(pod.id(), 1, "running", now(), "system", Optional.empty()));

    await()
        .atMost(Duration.ofSeconds(70))
        .untilAsserted(
            () -> {
              JsonNode events =
                  owner.calls().get("/api/pods/" + pod.id() + "/events").expect(200).path("data");
              assertThat(events.get(1).path("phase").stringValue()).isEqualTo("pulling");
              assertThat(events.get(1).path("usualSeconds").doubleValue()).isEqualTo(2);
              assertThat(events.get(2).has("usualSeconds")).isFalse();
            });
  }

  @Test
  void theStoryOfADeletedPodIsKeptForAdministrators() {
    Person owner = client();
    Pod pod = pod(owner, "deleted");
    owner.calls().delete("/api/pods/" + pod.id()).expect(202);
    write(pod, PodStatus.DELETED);

    owner.calls().get("/api/pods/" + pod.id() + "/events").expect(404, "POD_NOT_FOUND");
    JsonNode events =
        admin().calls().get("/api/pods/" + pod.id() + "/events").expect(200).path("data");
    assertThat(events)
        .extracting(event -> event.path("phase").stringValue())
        .contains("accepted", "delete");
  }
}
