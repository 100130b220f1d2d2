package online.neuropod.store.pods;

import static online.neuropod.store.pods.SamplePods.T0;
import static online.neuropod.store.pods.SamplePods.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.pods.PodStore.Inserted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoPodStoreIT {
  private static final Optional<Integer> NO_LIMIT = Optional.empty();

  private final MongoTemplate mongo;
  private final PodStore pods;

  MongoPodStoreIT(Server server) {
    mongo = server.freshTemplate();
    pods = MongoPodStore.open(mongo);
  }

  @Test
  void readsBackEveryFieldThatWasWritten() {
    Pod pod = SamplePods.full("p1");

    pods.insert(pod, Optional.of(5));

    assertThat(pods.find("p1")).contains(pod);
  }

  @Test
  void cutsTimesToTheMillisecond() {
    Instant fine = T0.plusNanos(999_999);

    pods.insert(accepted("p1", "a", "o", fine), NO_LIMIT);

    assertThat(pods.find("p1").orElseThrow().createdAt()).isEqualTo(T0);
  }

  @Test
  void leavesFieldsOutThatHaveNoValue() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);

    assertThat(mongo.getCollection("pods").find().first())
        .doesNotContainKeys("reason", "startedAt", "slotKey", "_class")
        .containsKeys("nameKey", "unsettledSince");
  }

  @Test
  void opensTwiceWithoutHarm() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);

    assertThat(MongoPodStore.open(mongo).find("p1")).isPresent();
  }

  @Test
  void insertsTheSamePodOnce() {
    Pod pod = accepted("p1", "a", "o", T0);

    assertThat(pods.insert(pod, Optional.of(1))).isEqualTo(Inserted.DONE);
    assertThat(pods.insert(pod, Optional.of(1))).isEqualTo(Inserted.DONE);
    assertThat(pods.ofOwner("o")).hasSize(1);
  }

  @Test
  void refusesANameThatTheOwnerHasAndNobodyElses() {
    pods.insert(accepted("p1", "a", "o", T0), Optional.of(5));

    assertThat(pods.insert(accepted("p2", "a", "o", T0), Optional.of(5)))
        .isEqualTo(Inserted.NAME_TAKEN);
    assertThat(pods.insert(accepted("p3", "a", "another", T0), Optional.of(5)))
        .isEqualTo(Inserted.DONE);
  }

  @Test
  void ofTwentyCreatesAtOnceTheQuotaLetsFiveThrough()
      throws InterruptedException, ExecutionException {
    List<Inserted> answers =
        Together.run(20, i -> pods.insert(accepted("p" + i, "n" + i, "o", T0), Optional.of(5)));

    assertThat(answers).filteredOn(Inserted.DONE::equals).hasSize(5);
    assertThat(answers).filteredOn(Inserted.QUOTA::equals).hasSize(15);
    assertThat(pods.ofOwner("o")).hasSize(5);
  }

  @Test
  void ofTenCreatesOfOneNameAtOnceOneWins() throws InterruptedException, ExecutionException {
    List<Inserted> answers =
        Together.run(10, i -> pods.insert(accepted("p" + i, "same", "o", T0), Optional.of(20)));

    assertThat(answers).filteredOn(Inserted.DONE::equals).hasSize(1);
    assertThat(answers).filteredOn(Inserted.NAME_TAKEN::equals).hasSize(9);
  }

  @Test
  void thePodThatIsInsertedManyTimesAtOnceIsInTheWayOfNoneOfThem()
      throws InterruptedException, ExecutionException {
    for (int round = 0; round < 30; round++) {
      Pod pod = accepted("p" + round, "a", "owner-" + round, T0);

      List<Inserted> answers = Together.run(8, _ -> pods.insert(pod, Optional.of(1)));

      assertThat(answers).containsOnly(Inserted.DONE);
    }
  }

  @Test
  void countsPodsInTheQuotaThatWereMadeWithoutALimitOrUnderAHigherOne() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);
    insertMany("o", 10, Optional.of(11));
    remove("q0");
    remove("q1");
    remove("q2");

    assertThat(pods.insert(accepted("p9", "z", "o", T0), Optional.of(8))).isEqualTo(Inserted.QUOTA);
    assertThat(pods.insert(accepted("p9", "z", "o", T0), Optional.of(9))).isEqualTo(Inserted.DONE);
    assertThat(pods.insert(accepted("p10", "y", "o", T0), Optional.of(9)))
        .isEqualTo(Inserted.QUOTA);
  }

  @Test
  void removalFreesNameAndPlace() {
    pods.insert(accepted("p1", "a", "o", T0), Optional.of(1));
    remove("p1");

    assertThat(pods.insert(accepted("p2", "a", "o", T0), Optional.of(1))).isEqualTo(Inserted.DONE);
    assertThat(pods.find("p1").orElseThrow().status()).isEqualTo(PodStatus.DELETED);
  }

  @Test
  void nameAndPlaceStayTakenUntilRemovalIsWritten() {
    pods.insert(accepted("p1", "a", "o", T0), Optional.of(1));
    wish("p1", 1, Operation.DELETE);

    assertThat(pods.insert(accepted("p2", "b", "o", T0), Optional.of(1))).isEqualTo(Inserted.QUOTA);
    assertThat(pods.insert(accepted("p2", "a", "o", T0), NO_LIMIT)).isEqualTo(Inserted.NAME_TAKEN);
  }

  @Test
  void ofManyWishesAtOnceExactlyOneWins() throws InterruptedException, ExecutionException {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);

    List<Optional<Pod>> answers =
        Together.run(
            8,
            i ->
                pods.wish(
                    "p1",
                    1,
                    new Wish(Operation.STOP, 2, "user-" + i, T0, Optional.empty()),
                    PodStatus.STOPPING,
                    Optional.empty()));

    List<Pod> winners = answers.stream().flatMap(Optional::stream).toList();
    assertThat(winners).hasSize(1);
    assertThat(pods.find("p1")).contains(winners.getFirst());
  }

  @Test
  void aRunWishForgetsWhatWasSeenOfTheSessionBefore() {
    Pod before = SamplePods.full("p1");
    pods.insert(before, NO_LIMIT);
    var rate = new PodRate(1, 2, 3);
    var wish = new Wish(Operation.RUN, 5, "owner-1", T0.plusSeconds(99), Optional.empty());

    Pod after = pods.wish("p1", 4, wish, PodStatus.STARTING, Optional.of(rate)).orElseThrow();

    assertThat(after.wish()).isEqualTo(wish);
    assertThat(after.status()).isEqualTo(PodStatus.STARTING);
    assertThat(after.rate()).isEqualTo(rate);
    assertThat(after.reason()).isEmpty();
    assertThat(after.services()).isEmpty();
    assertThat(after.jupyterTokenKnown()).isFalse();
    assertThat(after.startedAt()).isEmpty();
    assertThat(after.revision()).isEqualTo(before.revision() + 1);
    assertThat(after.changedAt()).isEqualTo(wish.at());
    assertThat(after.isSettled()).isFalse();
  }

  @Test
  void aStopWishKeepsTheRateAndTheStart() {
    Pod before = SamplePods.full("p1");
    pods.insert(before, NO_LIMIT);

    Pod after = wish("p1", 4, Operation.STOP).orElseThrow();

    assertThat(after.rate()).isEqualTo(before.rate());
    assertThat(after.startedAt()).isEqualTo(before.startedAt());
  }

  @Test
  void aWishMustFollowTheOneSeen() {
    assertThatThrownBy(
            () ->
                pods.wish(
                    "p1",
                    1,
                    new Wish(Operation.STOP, 3, "o", T0, Optional.empty()),
                    PodStatus.STOPPING,
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noWishBringsBackARemovedPod() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);
    remove("p1");

    assertThat(wish("p1", 2, Operation.DELETE)).isEmpty();
    assertThat(pods.find("p1").orElseThrow().status()).isEqualTo(PodStatus.DELETED);
  }

  @Test
  void takesTheNewestWishOnce() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);
    wish("p1", 1, Operation.STOP);

    Pod taken = pods.take("p1", T0.plusSeconds(2)).orElseThrow();

    assertThat(taken.ackSeq()).isEqualTo(2);
    assertThat(taken.wish().op()).isEqualTo(Operation.STOP);
    assertThat(pods.take("p1", T0.plusSeconds(3))).contains(taken);
    assertThat(pods.take("nobody", T0)).isEmpty();
  }

  @Test
  void takesNoOlderWishThanTheNewestWhileWishesCome()
      throws InterruptedException, ExecutionException {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);

    List<Pod> seen =
        Together.run(
            6,
            i -> {
              wish("p1", 1, Operation.STOP);
              return pods.take("p1", T0).orElseThrow();
            });

    assertThat(seen).allSatisfy(pod -> assertThat(pod.ackSeq()).isEqualTo(pod.wish().seq()));
    assertThat(pods.find("p1").orElseThrow().ackSeq()).isEqualTo(2);
  }

  @Test
  void writesTheOutcomeOfAWish() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);
    Instant start = T0.plusSeconds(9);

    boolean written =
        pods.writeStatus(
            "p1", 1, PodStatus.RUNNING, Optional.empty(), Optional.of(start), true, start);

    Pod pod = pods.find("p1").orElseThrow();
    assertThat(written).isTrue();
    assertThat(pod.status()).isEqualTo(PodStatus.RUNNING);
    assertThat(pod.startedAt()).contains(start);
    assertThat(pod.lastActive()).isEqualTo(start);
    assertThat(pod.isSettled()).isTrue();
    assertThat(pod.revision()).isEqualTo(2);
    assertThat(pod.changedAt()).isEqualTo(start);
  }

  @Test
  void aStatusOfAnOlderWishLoses() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);
    Pod stopping = wish("p1", 1, Operation.STOP).orElseThrow();

    assertThat(status("p1", 1, PodStatus.RUNNING, true)).isFalse();
    assertThat(pods.writeServices("p1", 1, Map.of(8888, ServiceStatus.READY), true, T0)).isFalse();
    assertThat(pods.find("p1")).contains(stopping);
  }

  @Test
  void aLateAttemptOfTheSameWishDoesNotTakeThePodBack() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);
    status("p1", 1, PodStatus.RUNNING, true);

    assertThat(status("p1", 1, PodStatus.QUEUED, false)).isTrue();
    assertThat(pods.find("p1").orElseThrow().status()).isEqualTo(PodStatus.RUNNING);
  }

  @Test
  void writesAndClearsTheReason() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);
    var reason = StatusReason.of(CauseCode.NO_FREE_GPU, "gpu", "RTX 4090");

    pods.writeStatus("p1", 1, PodStatus.QUEUED, Optional.of(reason), Optional.empty(), false, T0);
    assertThat(pods.find("p1").orElseThrow().reason()).contains(reason);

    status("p1", 1, PodStatus.RUNNING, true);
    assertThat(pods.find("p1").orElseThrow().reason()).isEmpty();
  }

  @Test
  void writesServices() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);
    Map<Integer, ServiceStatus> services =
        Map.of(8888, ServiceStatus.READY, 3000, ServiceStatus.STARTING);

    assertThat(pods.writeServices("p1", 1, services, true, T0.plusSeconds(1))).isTrue();

    Pod pod = pods.find("p1").orElseThrow();
    assertThat(pod.services()).isEqualTo(services);
    assertThat(pod.jupyterTokenKnown()).isTrue();
    assertThat(pod.revision()).isEqualTo(2);
  }

  @Test
  void knowsWhichWishesHaveNoOutcome() {
    pods.insert(accepted("old", "a", "o", T0), NO_LIMIT);
    pods.insert(accepted("new", "b", "o", T0.plusSeconds(10)), NO_LIMIT);
    pods.insert(accepted("settled", "c", "o", T0), NO_LIMIT);
    status("settled", 1, PodStatus.ERROR, true);

    assertThat(ids(pods.unsettled(T0.plusSeconds(10)))).containsExactly("old");
    assertThat(ids(pods.unsettled(T0.plusSeconds(11)))).containsExactly("old", "new");

    wish("settled", 1, Operation.RUN);
    assertThat(ids(pods.unsettled(T0.plusSeconds(60)))).contains("settled");
  }

  @Test
  void listsByOwnerStatusAndGpuWithoutTheRemoved() {
    pods.insert(accepted("p1", "a", "o1", T0), NO_LIMIT);
    pods.insert(accepted("p2", "b", "o1", T0.plusSeconds(1)), NO_LIMIT);
    pods.insert(accepted("p3", "c", "o2", T0.plusSeconds(2)), NO_LIMIT);
    pods.insert(accepted("gone", "d", "o1", T0.plusSeconds(3)), NO_LIMIT);
    remove("gone");
    status("p2", 1, PodStatus.RUNNING, true);

    assertThat(ids(pods.ofOwner("o1"))).containsExactly("p2", "p1");
    assertThat(ids(pods.search(Set.of(), Set.of(), Optional.empty())))
        .containsExactly("p3", "p2", "p1");
    assertThat(ids(pods.search(Set.of("o1", "o2"), Set.of(PodStatus.CREATING), Optional.empty())))
        .containsExactly("p3", "p1");
    assertThat(ids(pods.search(Set.of(), Set.of(PodStatus.DELETED), Optional.empty()))).isEmpty();
    assertThat(pods.search(Set.of(), Set.of(), Optional.of("rtx-4050"))).hasSize(3);
    assertThat(pods.search(Set.of(), Set.of(), Optional.of("cpu"))).isEmpty();
    List<String> all = ids(pods.search(Set.of(), Set.of(), Optional.empty()));
    assertThat(page(0, 2).total()).isEqualTo(3);
    assertThat(ids(page(0, 2).pods())).isEqualTo(all.subList(0, 2));
    assertThat(ids(page(1, 2).pods())).isEqualTo(all.subList(2, 3));
    assertThat(page(1, 2).total()).isEqualTo(3);
    assertThat(page(2, 2)).isEqualTo(new PodStore.Page(List.of(), 3));
    assertThat(page(0, 4).total()).isEqualTo(3);
    assertThat(ids(pods.withStatus(PodStatus.RUNNING))).containsExactly("p2");
  }

  private PodStore.Page page(int number, int size) {
    return pods.page(Set.of(), Set.of(), Optional.empty(), number, size);
  }

  @Test
  void whoUsesATemplateIsFoundUntilItIsRemoved() {
    pods.insert(accepted("p1", "a", "o1", T0), NO_LIMIT);
    pods.insert(accepted("p2", "b", "o2", T0.plusSeconds(1)), NO_LIMIT);
    pods.insert(accepted("p3", "c", "o2", T0.plusSeconds(2)), NO_LIMIT);
    remove("p3");

    assertThat(ids(pods.ofTemplate("ubuntu"))).containsExactly("p2", "p1");
    assertThat(pods.ofTemplate("comfyui")).isEmpty();
  }

  @Test
  void theFeedShowsChangesOldestFirstAndTheRemovedToo() {
    pods.insert(accepted("p1", "a", "o", T0), NO_LIMIT);
    pods.insert(accepted("p2", "b", "o", T0.plusSeconds(1)), NO_LIMIT);
    pods.writeStatus(
        "p1", 1, PodStatus.RUNNING, Optional.empty(), Optional.empty(), true, T0.plusSeconds(5));
    remove("p2");

    assertThat(ids(pods.changedSince(T0))).containsExactly("p1", "p2");
    assertThat(ids(pods.changedSince(T0.plusSeconds(5)))).containsExactly("p1", "p2");
    assertThat(ids(pods.changedSince(T0.plusSeconds(6)))).containsExactly("p2");
  }

  private void insertMany(String owner, int count, Optional<Integer> max) {
    Set<Inserted> answers =
        IntStream.range(0, count)
            .mapToObj(i -> pods.insert(accepted("q" + i, "q" + i, owner, T0), max))
            .collect(Collectors.toSet());
    assertThat(answers).containsExactly(Inserted.DONE);
  }

  private Optional<Pod> wish(String podId, long seen, Operation op) {
    return pods.wish(
        podId,
        seen,
        new Wish(op, seen + 1, "o", T0.plusSeconds(7), Optional.empty()),
        op.statusWhenWished(),
        Optional.empty());
  }

  private boolean status(String podId, long seq, PodStatus status, boolean done) {
    return pods.writeStatus(
        podId, seq, status, Optional.empty(), Optional.empty(), done, T0.plusSeconds(8));
  }

  private void remove(String podId) {
    Pod pod = pods.find(podId).orElseThrow();
    wish(podId, pod.wish().seq(), Operation.DELETE);
    assertThat(status(podId, pod.wish().seq() + 1, PodStatus.DELETED, true)).isTrue();
  }

  private static List<String> ids(List<Pod> pods) {
    return pods.stream().map(Pod::id).toList();
  }
}
