package online.neuropod.api.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.pod.PodStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Prices: read, changed by who has seen them, and reckoned with. */
class PricingIT extends ApiFixture {
  private static JsonNode change(Caller admin, Object change) {
    String etag = admin.get("/api/pricing").header("ETag").orElseThrow();
    return admin.with("If-Match", etag).put("/api/pricing", change).expect(200).path("data");
  }

  @Test
  void theListShowsWhatIsThereAndWhatItCosts() {
    JsonNode pricing = client().calls().get("/api/pricing").expect(200).path("data");
    assertThat(pricing.path("gpus").propertyNames())
        .containsExactly("rtx-4050", "rtx-4080", "rtx-4090", "cpu");
    JsonNode gpu = pricing.path("gpus").path("rtx-4050");
    assertThat(gpu.path("price").decimalValue()).isEqualByComparingTo("2.5");
    assertThat(gpu.path("available").booleanValue()).isTrue();
    JsonNode cpu = pricing.path("gpus").path("cpu");
    assertThat(cpu.path("name").stringValue()).isEqualTo("Sin GPU");
    assertThat(cpu.path("free").isNull()).isTrue();
    assertThat(pricing.path("storage").path("containerDisk").decimalValue())
        .isEqualByComparingTo("0.05");
    assertThat(pricing.path("storage").path("volumeDisk").decimalValue())
        .isEqualByComparingTo("0.1");
    assertThat(pricing.path("initialBalance").decimalValue()).isEqualByComparingTo("10");
    assertThat(pricing.path("limits").path("maxPods").intValue()).isEqualTo(5);
    // Counted on the nodes of the simulated cluster.
    await()
        .untilAsserted(
            () ->
                assertThat(
                        client()
                            .calls()
                            .get("/api/pricing/gpus/rtx-4050")
                            .expect(200)
                            .path("data")
                            .path("total")
                            .intValue())
                    .isEqualTo(4));
  }

  @Test
  void everybodyMayKnowThePricesButNotTheCluster() {
    JsonNode pricing = nobody().get("/api/pricing/public").expect(200).path("data");
    assertThat(pricing.path("gpus").path("rtx-4050").path("price").decimalValue())
        .isEqualByComparingTo("2.5");
    assertThat(pricing.path("gpus").path("rtx-4050").has("free")).isFalse();
    nobody().get("/api/pricing").expect(401, "UNAUTHENTICATED");
  }

  @Test
  void onlyWhatIsGivenChanges() {
    Caller admin = admin().calls();
    JsonNode before = admin.get("/api/pricing").expect(200).path("data");
    JsonNode changed = change(admin, Map.of("gpus", Map.of("rtx-4080", Map.of("price", 5.123456))));
    JsonNode after = changed.path("pricing");
    assertThat(after.path("version").longValue()).isEqualTo(before.path("version").longValue() + 1);
    assertThat(after.path("gpus").path("rtx-4080").path("price").decimalValue())
        .isEqualByComparingTo("5.123456");
    assertThat(after.path("gpus").path("rtx-4080").path("available").booleanValue()).isFalse();
    assertThat(after.path("gpus").path("rtx-4050")).isEqualTo(before.path("gpus").path("rtx-4050"));
    assertThat(after.path("storage")).isEqualTo(before.path("storage"));
  }

  @Test
  void aNewKindOfGpuNeedsEverything() {
    Caller admin = admin().calls().with("If-Match", "*");
    admin
        .put("/api/admin/pricing", Map.of("gpus", Map.of("h100", Map.of("price", 20))))
        .expect(400, "VALIDATION");
    Map<String, Object> whole = Map.of("name", "H100", "price", 20, "cpu", 16, "memoryGiB", 128);
    admin.put("/api/admin/pricing", Map.of("gpus", Map.of("h100", whole))).expect(200);
    JsonNode gpu = admin.get("/api/pricing/gpus/h100").expect(200).path("data");
    assertThat(gpu.path("available").booleanValue()).isFalse();
    // The other tests begin with the first list's keys.
    prices.change(list -> without(list, "h100"));
  }

  private static PriceList without(PriceList list, String key) {
    var gpus = new LinkedHashMap<>(list.gpus());
    gpus.remove(key);
    return new PriceList(
        list.version(),
        gpus,
        list.containerDiskMicrosPerGbHour(),
        list.volumeDiskMicrosPerGbHour());
  }

  @Test
  void nobodyOverwritesWhatTheyHaveNotSeen() {
    Caller admin = admin().calls();
    String seen = admin.get("/api/pricing").header("ETag").orElseThrow();
    admin.put("/api/pricing", Map.of()).expect(428, "PRECONDITION_REQUIRED");
    change(admin, Map.of("gpus", Map.of("rtx-4090", Map.of("price", 9))));
    admin
        .with("If-Match", seen)
        .put("/api/pricing", Map.of("gpus", Map.of("rtx-4090", Map.of("price", 1))))
        .expect(412, "PRECONDITION_FAILED");
  }

  @Test
  void pricesThatAreNoneAreToldAtOnce() {
    Map<String, Object> wrong =
        Map.of(
            "gpus",
            Map.of("cpu", Map.of("price", -1, "cpu", 0), "NO KEY", Map.of("price", 1)),
            "storage",
            Map.of("containerDisk", 0.0000001));
    JsonNode failure =
        admin().calls().with("If-Match", "*").put("/api/pricing", wrong).expect(400, "VALIDATION");
    assertThat(failure.path("errors").valueStream().map(e -> e.path("field").stringValue()))
        .containsExactlyInAnyOrder(
            "gpus.cpu.price", "gpus.cpu.cpu", "gpus.NO KEY", "storage.containerDisk");
  }

  @Test
  void theAnswerSaysHowManyPodsKeepTheirRate() {
    Person owner = client();
    var pod = write(pod(owner, "keeps-its-rate"), PodStatus.RUNNING);
    JsonNode changed = change(admin().calls(), Map.of("storage", Map.of("volumeDisk", 0.1)));
    assertThat(changed.path("runningPods").longValue()).isPositive();
    assertThat(pods.find(pod.id()).orElseThrow().rate()).isEqualTo(pod.rate());
  }

  @Test
  void anEstimateIsItemised() {
    JsonNode cost =
        client()
            .calls()
            .post(
                "/api/pricing/calculate-cost",
                Map.of("gpu", "cpu", "containerDiskSize", 10, "volumeDiskSize", 20, "hours", 2.5))
            .expect(200)
            .path("data");
    assertThat(cost.path("gpu").decimalValue()).isEqualByComparingTo("0.3");
    assertThat(cost.path("containerDisk").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(cost.path("volumeDisk").decimalValue()).isEqualByComparingTo("2");
    assertThat(cost.path("perHour").decimalValue()).isEqualByComparingTo("2.8");
    assertThat(cost.path("total").decimalValue()).isEqualByComparingTo("7");
  }

  @Test
  void aVolumeThatIsThereAlreadyCountsAtItsRealSize() {
    Person client = client();
    users.workspaceGrownTo(client.id(), 80);
    await()
        .untilAsserted(
            () -> {
              JsonNode cost =
                  client
                      .calls()
                      .post(
                          "/api/pricing/calculate-cost",
                          Map.of("gpu", "cpu", "containerDiskSize", 1, "volumeDiskSize", 10))
                      .expect(200)
                      .path("data");
              assertThat(cost.path("volumeDiskSize").intValue()).isEqualTo(80);
              assertThat(cost.path("volumeDisk").decimalValue()).isEqualByComparingTo("8");
            });
  }

  @Test
  void onlyWhatIsSwitchedOnIsAvailable() {
    List<String> keys =
        client()
            .calls()
            .get("/api/pricing/gpus/available")
            .expect(200)
            .path("data")
            .valueStream()
            .map(gpu -> gpu.path("id").stringValue())
            .toList();
    assertThat(keys).contains("rtx-4050", "cpu").doesNotContain("rtx-4080");
  }

  private static Map<String, Object> remove(String key) {
    return Map.of("gpus", Collections.singletonMap(key, null));
  }

  @Test
  void aKindOfGpuIsSwitchedOffAndRemovedWhenNoPodUsesIt() {
    Caller admin = admin().calls().with("If-Match", "*");
    Map<String, Object> whole =
        Map.of("name", "A2", "price", 0.1, "cpu", 1, "memoryGiB", 1, "available", true);
    admin.put("/api/pricing", Map.of("gpus", Map.of("a2", whole))).expect(200);
    Person owner = client();
    var request = new HashMap<>(podRequest("on-a2"));
    request.put("gpu", "a2");
    String id =
        owner.calls().post("/api/pods", request).expect(201).path("data").path("id").stringValue();

    admin.put("/api/pricing", Map.of("gpus", Map.of("a2", Map.of("available", false)))).expect(200);
    request.put("name", "another");
    owner.calls().post("/api/pods", request).expect(409, "GPU_UNAVAILABLE");
    JsonNode failure = admin.put("/api/pricing", remove("a2")).expect(409, "GPU_IN_USE");
    assertThat(failure.path("details").path("pods").path(0).path("id").stringValue()).isEqualTo(id);
    assertThat(failure.path("message").stringValue()).contains("on-a2");

    // What is in use survives the way back to the beginning, too.
    JsonNode reset = admin.post("/api/pricing/reset").expect(200).path("data");
    assertThat(reset.path("pricing").path("gpus").has("a2")).isTrue();
    admin.delete("/api/pods/" + id).expect(202);
    write(pods.find(id).orElseThrow(), PodStatus.DELETED);
    JsonNode removed = admin.put("/api/pricing", remove("a2")).expect(200).path("data");
    assertThat(removed.path("pricing").path("gpus").has("a2")).isFalse();
    admin.get("/api/pricing/gpus/a2").expect(404, "GPU_NOT_FOUND");
    admin.put("/api/pricing", remove("a2")).expect(400, "VALIDATION");
    admin.put("/api/pricing", remove("cpu")).expect(400, "VALIDATION");
  }

  @Test
  void thePricesOfTheBeginningComeBack() {
    Person person = admin();
    Caller admin = person.calls();
    Map<String, Object> h200 = Map.of("name", "H200", "price", 30, "cpu", 16, "memoryGiB", 128);
    JsonNode changed =
        change(
            admin,
            Map.of(
                "gpus", Map.of("h200", h200, "rtx-4050", Map.of("price", 1, "available", false)),
                "storage", Map.of("containerDisk", 0.5)));
    long version = changed.path("pricing").path("version").longValue();
    admin.post("/api/pricing/reset").expect(428, "PRECONDITION_REQUIRED");
    admin.with("If-Match", "\"0\"").post("/api/pricing/reset").expect(412, "PRECONDITION_FAILED");
    client().calls().with("If-Match", "*").post("/api/pricing/reset").expect(403, "FORBIDDEN");

    Caller.Reply reply = admin.with("If-Match", "\"" + version + "\"").post("/api/pricing/reset");
    JsonNode pricing = reply.expect(200).path("data").path("pricing");
    assertThat(reply.header("ETag")).contains("\"" + (version + 1) + "\"");
    assertThat(pricing.path("version").longValue()).isEqualTo(version + 1);
    assertThat(pricing.path("gpus").propertyNames())
        .containsExactly("rtx-4050", "rtx-4080", "rtx-4090", "cpu");
    assertThat(pricing.path("gpus").path("rtx-4050").path("price").decimalValue())
        .isEqualByComparingTo("2.5");
    assertThat(pricing.path("gpus").path("rtx-4050").path("available").booleanValue()).isTrue();
    assertThat(pricing.path("storage").path("containerDisk").decimalValue())
        .isEqualByComparingTo("0.05");

    // Every version stays to be read.
    JsonNode versions = admin.get("/api/admin/pricing/versions?size=2").expect(200).path("data");
    assertThat(versions.path(0).path("version").longValue()).isEqualTo(version + 1);
    assertThat(versions.path(1).path("gpus").path("h200").path("price").decimalValue())
        .isEqualByComparingTo("30");
    assertThat(versions.path(1).path("by").stringValue()).isEqualTo(person.id());
    assertThat(versions.path(1).path("byEmail").stringValue()).isEqualTo(person.email());
    assertThat(versions.path(1).path("at").stringValue()).isNotBlank();
    JsonNode old = admin.get("/api/admin/pricing/versions/" + version).expect(200).path("data");
    assertThat(old.path("storage").path("containerDisk").decimalValue())
        .isEqualByComparingTo("0.5");
    admin.get("/api/admin/pricing/versions/999999").expect(404, "PRICES_NOT_FOUND");
    client().calls().get("/api/admin/pricing/versions").expect(403, "FORBIDDEN");
  }
}
