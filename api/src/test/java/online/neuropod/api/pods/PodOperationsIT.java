package online.neuropod.api.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Start, stop, delete and retry: what each status allows, and what is written. */
class PodOperationsIT extends ApiFixture {
  /** A pod that got into a status by the way it really gets there. */
  private Pod in(PodStatus status, Person owner) {
    Pod pod = pod(owner, "in-" + status.wire());
    return switch (status) {
      case CREATING -> pod;
      case QUEUED, RUNNING, ERROR -> write(pod, status);
      case STOPPING -> stopped(write(pod, PodStatus.RUNNING), owner);
      case STOPPED -> write(stopped(write(pod, PodStatus.RUNNING), owner), PodStatus.STOPPED);
      case STARTING -> {
        write(pod, PodStatus.ERROR);
        owner.calls().post("/api/pods/" + pod.id() + "/start").expect(202);
        yield pods.find(pod.id()).orElseThrow();
      }
      case DELETING -> {
        owner.calls().delete("/api/pods/" + pod.id()).expect(202);
        yield pods.find(pod.id()).orElseThrow();
      }
      case DELETED -> {
        owner.calls().delete("/api/pods/" + pod.id()).expect(202);
        yield write(pod, PodStatus.DELETED);
      }
    };
  }

  private Pod stopped(Pod pod, Person owner) {
    owner.calls().post("/api/pods/" + pod.id() + "/stop").expect(202);
    return pods.find(pod.id()).orElseThrow();
  }

  private Map<PodStatus, String> answers(String method, String operation) {
    Person owner = admin();
    var answers = new LinkedHashMap<PodStatus, String>();
    for (PodStatus status : PodStatus.values()) {
      Pod pod = in(status, owner);
      assertThat(pod.status()).isEqualTo(status);
      var reply =
          method.equals("DELETE")
              ? owner.calls().delete("/api/pods/" + pod.id())
              : owner.calls().post(operation.formatted(pod.id()));
      String code = reply.body().path("code").stringValue("");
      answers.put(status, reply.status() + (code.isEmpty() ? "" : " " + code));
      if (reply.status() == 202) {
        assertThat(reply.body().path("data").path("revision").longValue())
            .isGreaterThanOrEqualTo(pod.revision());
      } else {
        assertThat(pods.find(pod.id())).contains(pod);
      }
    }
    return answers;
  }

  @Test
  void startIsForWhatIsNotOnItsWayToRun() {
    assertThat(answers("POST", "/api/pods/%s/start"))
        .containsExactly(
            Map.entry(PodStatus.CREATING, "409 POD_ALREADY_RUNNING"),
            Map.entry(PodStatus.QUEUED, "409 POD_ALREADY_RUNNING"),
            Map.entry(PodStatus.STARTING, "409 POD_ALREADY_RUNNING"),
            Map.entry(PodStatus.RUNNING, "409 POD_ALREADY_RUNNING"),
            Map.entry(PodStatus.STOPPING, "202"),
            Map.entry(PodStatus.STOPPED, "202"),
            Map.entry(PodStatus.ERROR, "202"),
            Map.entry(PodStatus.DELETING, "409 POD_DELETING"),
            Map.entry(PodStatus.DELETED, "404 POD_NOT_FOUND"));
  }

  @Test
  void stopIsForWhatRunsOrIsOnItsWay() {
    assertThat(answers("POST", "/api/pods/%s/stop"))
        .containsExactly(
            Map.entry(PodStatus.CREATING, "202"),
            Map.entry(PodStatus.QUEUED, "202"),
            Map.entry(PodStatus.STARTING, "202"),
            Map.entry(PodStatus.RUNNING, "202"),
            Map.entry(PodStatus.STOPPING, "202"),
            Map.entry(PodStatus.STOPPED, "409 POD_ALREADY_STOPPED"),
            Map.entry(PodStatus.ERROR, "409 POD_ALREADY_STOPPED"),
            Map.entry(PodStatus.DELETING, "409 POD_DELETING"),
            Map.entry(PodStatus.DELETED, "404 POD_NOT_FOUND"));
  }

  @Test
  void deleteIsForWhateverIsThere() {
    var answers = answers("DELETE", "");
    assertThat(answers.remove(PodStatus.DELETED)).isEqualTo("404 POD_NOT_FOUND");
    assertThat(answers.values()).containsOnly("202");
  }

  @Test
  void retryIsForWhatFailed() {
    var answers = answers("POST", "/api/admin/pods/%s/retry");
    assertThat(answers.remove(PodStatus.ERROR)).isEqualTo("202");
    assertThat(answers.remove(PodStatus.DELETED)).isEqualTo("404 POD_NOT_FOUND");
    assertThat(answers.values()).containsOnly("409 POD_NOT_FAILED");
  }

  @Test
  void theWordsAreThoseOfTheDocuments() {
    Person owner = client();
    Pod pod = pod(owner, "words");
    assertThat(
            owner
                .calls()
                .post("/api/pods/" + pod.id() + "/start")
                .expect(409, "POD_ALREADY_RUNNING")
                .path("message")
                .stringValue())
        .isEqualTo("El pod ya está en ejecución");
    write(pod, PodStatus.ERROR);
    assertThat(
            owner
                .calls()
                .post("/api/pods/" + pod.id() + "/stop")
                .expect(409, "POD_ALREADY_STOPPED")
                .path("message")
                .stringValue())
        .isEqualTo("El pod ya está detenido");
  }

  @Test
  void eachWishHasTheNextNumberAndItsLineInTheTimeline() {
    Person owner = client();
    Pod pod = write(pod(owner, "numbered"), PodStatus.RUNNING);
    JsonNode stopping =
        owner.calls().post("/api/pods/" + pod.id() + "/stop").expect(202).path("data");
    assertThat(stopping.path("status").stringValue()).isEqualTo("stopping");
    write(pod, PodStatus.STOPPED);
    owner.calls().post("/api/pods/" + pod.id() + "/start").expect(202);
    owner.calls().delete("/api/pods/" + pod.id()).expect(202);
    Pod now = pods.find(pod.id()).orElseThrow();
    assertThat(now.wish().seq()).isEqualTo(4);
    assertThat(now.wish().op()).isEqualTo(Operation.DELETE);
    assertThat(now.wish().by()).isEqualTo(owner.id());
    JsonNode events =
        owner.calls().get("/api/pods/" + pod.id() + "/events").expect(200).path("data");
    assertThat(events.valueStream().map(event -> event.path("phase").stringValue()))
        .containsExactly("accepted", "stop", "start", "delete");
    assertThat(events.path(0).path("durationSeconds").isNumber()).isTrue();
    assertThat(events.path(0).path("actor").path("kind").stringValue()).isEqualTo("user");
    assertThat(events.path(0).path("label").stringValue()).isEqualTo("Creación aceptada");
  }

  @Test
  void twoStopsAtOnceAreOneWish() throws Exception {
    Person owner = client();
    Pod pod = write(pod(owner, "two-stops"), PodStatus.RUNNING);
    Callable<Integer> stop = () -> owner.calls().post("/api/pods/" + pod.id() + "/stop").status();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var answers = new ArrayList<Integer>();
      for (Future<Integer> each : threads.invokeAll(List.of(stop, stop, stop, stop))) {
        answers.add(each.get());
      }
      assertThat(answers).containsOnly(202);
    }
    assertThat(pods.find(pod.id()).orElseThrow().wish().seq()).isEqualTo(2);
  }

  @Test
  void ofTwoStartsAtOnceOneIsRefused() throws Exception {
    Person owner = client();
    Pod pod = write(pod(owner, "two-starts"), PodStatus.ERROR);
    Callable<Integer> start = () -> owner.calls().post("/api/pods/" + pod.id() + "/start").status();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var both = threads.invokeAll(List.of(start, start));
      assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(202, 409);
    }
    assertThat(pods.find(pod.id()).orElseThrow().wish().seq()).isEqualTo(2);
  }

  @Test
  void startTakesTodaysPriceAndAsksForTodaysMoney() {
    Person owner = client();
    Pod pod = write(pod(owner, "todays-price"), PodStatus.ERROR);
    PriceList dearer = prices.change(list -> withContainerDisk(list, 100_000));
    try {
      owner.calls().post("/api/pods/" + pod.id() + "/start").expect(202);
      Pod started = pods.find(pod.id()).orElseThrow();
      assertThat(started.rate().priceVersion()).isEqualTo(dearer.version());
      assertThat(started.rate().podMicrosPerHour()).isEqualTo(300_000 + 5 * 100_000);
      write(pod, PodStatus.ERROR);
      prices.change(list -> withContainerDisk(list, 10_000_000));
      owner.calls().post("/api/pods/" + pod.id() + "/start").expect(402, "INSUFFICIENT_FUNDS");
    } finally {
      prices.change(list -> withContainerDisk(list, 50_000));
    }
  }

  @Test
  void aGpuThatWasSwitchedOffMeanwhileIsNotStarted() {
    Person owner = client();
    Pod pod = write(pod(owner, "switched-off"), PodStatus.ERROR);
    prices.change(list -> withCpuSwitched(list, false));
    try {
      owner.calls().post("/api/pods/" + pod.id() + "/start").expect(409, "GPU_UNAVAILABLE");
    } finally {
      prices.change(list -> withCpuSwitched(list, true));
    }
  }

  private static PriceList withContainerDisk(PriceList list, long micros) {
    return new PriceList(list.version(), list.gpus(), micros, list.volumeDiskMicrosPerGbHour());
  }

  private static PriceList withCpuSwitched(PriceList list, boolean on) {
    var gpus = new LinkedHashMap<>(list.gpus());
    gpus.computeIfPresent(
        "cpu",
        (_, cpu) ->
            new PriceList.GpuPrice(
                cpu.name(), cpu.microsPerHour(), on, cpu.cpu(), cpu.memoryGiB()));
    return new PriceList(
        list.version(),
        gpus,
        list.containerDiskMicrosPerGbHour(),
        list.volumeDiskMicrosPerGbHour());
  }

  @Test
  void somebodyElsesPodIsNotThereForAClient() {
    Pod pod = pod(client(), "not-yours");
    Person other = client();
    String path = "/api/pods/" + pod.id();
    other.calls().get(path).expect(404, "POD_NOT_FOUND");
    other.calls().post(path + "/start").expect(404, "POD_NOT_FOUND");
    other.calls().post(path + "/stop").expect(404, "POD_NOT_FOUND");
    other.calls().delete(path).expect(404, "POD_NOT_FOUND");
    other.calls().get(path + "/connections").expect(404, "POD_NOT_FOUND");
    other.calls().get(path + "/logs").expect(404, "POD_NOT_FOUND");
    other.calls().get(path + "/events").expect(404, "POD_NOT_FOUND");
    assertThat(other.calls().get("/api/pods").expect(200).path("data").size()).isZero();
    admin().calls().post(path + "/stop").expect(202);
  }

  @Test
  void administratorsFindPodsByAddressStatusAndGpu() {
    Person owner = client();
    Pod pod = write(pod(owner, "findable"), PodStatus.RUNNING);
    Person admin = admin();
    String mine = "userEmail=" + owner.email().substring(0, owner.email().indexOf('@'));
    assertThat(names(admin, "/api/pods/admin?" + mine + "%40")).containsExactly("findable");
    assertThat(names(admin, "/api/pods?userEmail=" + owner.email())).containsExactly("findable");
    assertThat(names(admin, "/api/pods/admin?status=running,queued&gpu=cpu&" + mine + "%40"))
        .containsExactly("findable");
    assertThat(names(admin, "/api/pods/admin?status=stopped&" + mine + "%40")).isEmpty();
    assertThat(names(admin, "/api/pods/admin?gpu=rtx-4090&" + mine + "%40")).isEmpty();
    assertThat(names(admin, "/api/pods/admin?userEmail=nobody-has-this")).isEmpty();
    admin.calls().get("/api/pods/admin?status=dancing").expect(400, "VALIDATION");
    assertThat(pod.ownerId()).isEqualTo(owner.id());
  }

  private static List<String> names(Person person, String path) {
    return person
        .calls()
        .get(path)
        .expect(200)
        .path("data")
        .valueStream()
        .map(pod -> pod.path("name").stringValue())
        .toList();
  }

  @Test
  void aReasonIsToldInWordsWithWhatToDo() {
    Person owner = client();
    Pod pod = pod(owner, "failed");
    write(
        pod,
        PodStatus.ERROR,
        Optional.of(
            new StatusReason(
                CauseCode.IMAGE_PULL, Map.of("image", "no/such:1", "detail", "not found"))));
    JsonNode reason =
        owner.calls().get("/api/pods/" + pod.id()).expect(200).path("data").path("statusReason");
    assertThat(reason.path("code").stringValue()).isEqualTo("IMAGE_PULL");
    assertThat(reason.path("message").stringValue())
        .isEqualTo("No se pudo descargar la imagen no/such:1. No existe en el registro.");
    assertThat(reason.path("hint").stringValue()).contains("No se ha cobrado nada");
    assertThat(
            owner
                .calls()
                .inEnglish()
                .get("/api/pods/" + pod.id())
                .expect(200)
                .path("data")
                .path("statusReason")
                .path("message")
                .stringValue())
        .isEqualTo("The image no/such:1 could not be pulled. It is not in the registry.");
  }

  @Test
  void whoWaitsIsToldTheirPlace() {
    Person owner = admin();
    Pod first = write(pod(owner, "waits-first"), PodStatus.QUEUED);
    Pod second = write(pod(owner, "waits-second"), PodStatus.QUEUED);
    JsonNode place =
        owner.calls().get("/api/pods/" + second.id()).expect(200).path("data").path("queue");
    JsonNode before =
        owner.calls().get("/api/pods/" + first.id()).expect(200).path("data").path("queue");
    assertThat(place.path("position").intValue())
        .isGreaterThan(before.path("position").intValue())
        .isLessThanOrEqualTo(place.path("length").intValue());
    write(first, PodStatus.ERROR);
    write(second, PodStatus.ERROR);
  }
}
