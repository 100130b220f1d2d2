package online.neuropod.worker.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import online.neuropod.activities.Parts;
import online.neuropod.activities.SystemWishes;
import online.neuropod.cluster.PodMeter;
import online.neuropod.cluster.PodMeter.Measurement;
import online.neuropod.cluster.PodMeter.Traffic;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.domain.usage.Extension;
import online.neuropod.domain.usage.IdleRule;
import online.neuropod.domain.usage.Sample;
import online.neuropod.domain.usage.Signal;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;
import online.neuropod.store.leases.MongoLeaseStore;
import online.neuropod.store.pods.Timeline.Step;
import online.neuropod.store.usage.PodUsage;
import online.neuropod.store.usage.Resolution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What rounds of measuring do, with time that passes at will. */
class UsageRoundIT {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final PodLimits LIMITS =
      new PodLimits(Optional.of(Duration.ofMinutes(30)), Optional.of(Duration.ofHours(3)));

  @RegisterExtension final Parts parts = new Parts();
  private final Meter meter = new Meter();
  private final UsageRound round = round(LIMITS);

  /** Measures what the test says: the cluster is at the edge of the process. */
  private static final class Meter implements PodMeter {
    private Optional<Double> cpu = Optional.of(0.4);
    private Optional<Traffic> traffic = Optional.empty();
    private Map<Stat, Unknown> unknown = Map.of(Stat.GPU, Unknown.NO_GPU);
    private int asked;

    @Override
    public Map<String, Measurement> measure(Collection<Running> pods) {
      asked++;
      return pods.stream()
          .collect(
              Collectors.toMap(
                  pod -> pod.target().podId(),
                  _ ->
                      new Measurement(
                          cpu,
                          Optional.of(1000L),
                          Optional.empty(),
                          Optional.of(7L),
                          Optional.empty(),
                          traffic,
                          unknown)));
    }
  }

  private UsageRound round(PodLimits usual) {
    var stores = parts.stores();
    var check =
        new AutoStopCheck(
            stores.usage(),
            stores.notices(),
            stores.timeline(),
            new SystemWishes(stores.pods(), parts.workflows(), parts::now),
            usual,
            Duration.ofMinutes(5),
            Duration.ofMinutes(15));
    var rule = new IdleRule(5, 5, 1024, Set.of(Signal.CPU), Duration.ofMinutes(5));
    var leases =
        MongoLeaseStore.open(
            new MongoTemplate(parts.mongo(), parts.database().getName()), parts::now);
    return new UsageRound(
        stores.pods(),
        meter,
        stores.usage(),
        leases,
        new Reckoning(rule),
        check,
        PAUSE,
        parts::now);
  }

  /** Rounds a minute apart. */
  private void pass(int minutes) {
    for (int i = 0; i < minutes; i++) {
      parts.pass(Duration.ofMinutes(1));
      round.run();
    }
  }

  private List<Notice> told() {
    return parts.stores().notices().list(Optional.of(Parts.OWNER), 0, 100);
  }

  private Pod pod() {
    return parts.pod("pod-1");
  }

  @Test
  void runningPodsAreMeasuredAndOthersAreNot() {
    parts.running("pod-1");
    parts.accept("pod-2");
    pass(1);

    PodUsage known = parts.stores().usage().of("pod-1").orElseThrow();
    assertThat(known.sample())
        .isEqualTo(
            new Sample(
                parts.now(),
                Optional.of(0.4),
                Optional.of(1000L),
                Optional.empty(),
                Optional.of(7L),
                Optional.empty()));
    assertThat(known.unknown()).containsEntry(Stat.GPU, Unknown.NO_GPU);
    assertThat(parts.stores().usage().of("pod-2")).isEmpty();
    assertThat(parts.stores().usage().history("pod-1", Resolution.FINE, Instant.EPOCH)).hasSize(1);
  }

  @Test
  void theRateOfTheNetworkFollowsFromTwoCounts() {
    parts.running("pod-1");
    meter.traffic = Optional.of(new Traffic(1000, parts.now()));
    pass(1);
    assertThat(rate()).isEmpty();

    meter.traffic = Optional.of(new Traffic(7000, parts.now()));
    pass(1);
    assertThat(rate()).contains(100.0);

    pass(1);
    assertThat(rate()).as("nothing was counted since").contains(100.0);

    meter.traffic = Optional.of(new Traffic(10, parts.now()));
    pass(1);
    assertThat(rate()).as("it began anew").isEmpty();
  }

  private Optional<Double> rate() {
    return parts.stores().usage().of("pod-1").orElseThrow().sample().networkBytesPerSecond();
  }

  @Test
  void anIdlePodIsWarnedOnceAndThenStoppedByTheSystem() {
    parts.running("pod-1");

    pass(24);
    assertThat(told()).isEmpty();
    pass(1);
    assertThat(told()).extracting(Notice::kind).containsExactly(Notice.Kind.IDLE_WARNING);
    pass(4);
    assertThat(told()).hasSize(1);
    assertThat(pod().status()).isEqualTo(PodStatus.RUNNING);
    pass(1);

    Wish wish = pod().wish();
    assertThat(wish.op()).isEqualTo(Operation.STOP);
    assertThat(wish.by()).isEqualTo(Wish.BY_SYSTEM);
    assertThat(wish.reason()).contains(StatusReason.of(CauseCode.IDLE, "time", "PT30M"));
    assertThat(parts.stores().timeline().of("pod-1"))
        .extracting(Step::phase)
        .containsExactly("idleWarning");
  }

  @Test
  void aBusyPodRunsToTheEndOfItsLifetimeAndIsWarnedOfThat() {
    parts.running("pod-1");
    meter.cpu = Optional.of(80.0);

    pass(164);
    assertThat(told()).isEmpty();
    pass(15);
    assertThat(told()).extracting(Notice::kind).containsExactly(Notice.Kind.LIFETIME_WARNING);
    assertThat(pod().status()).isEqualTo(PodStatus.RUNNING);
    pass(1);

    assertThat(pod().wish().reason())
        .contains(StatusReason.of(CauseCode.LIFETIME_REACHED, "time", "PT3H"));
  }

  @Test
  void aPodOfWhichNothingIsKnownIsNeverTakenForIdle() {
    parts.running("pod-1");
    meter.cpu = Optional.empty();

    pass(100);

    assertThat(told()).isEmpty();
    assertThat(pod().wish().op()).isEqualTo(Operation.RUN);
  }

  @Test
  void whoExtendsIsWarnedAgainBeforeTheNextEnd() {
    parts.running("pod-1");
    pass(26);
    parts.stores().usage().extend("pod-1", new Extension(1, parts.now(), Optional.empty()));

    pass(24);
    assertThat(told()).hasSize(1);
    assertThat(pod().status()).isEqualTo(PodStatus.RUNNING);
    pass(1);
    assertThat(told()).hasSize(2);
    pass(5);
    assertThat(pod().wish().op()).isEqualTo(Operation.STOP);
  }

  @Test
  void withoutLimitsNothingStops() {
    parts.running("pod-1");
    UsageRound unlimited =
        round(new PodLimits(Optional.of(Duration.ZERO), Optional.of(Duration.ZERO)));

    for (int i = 0; i < 500; i++) {
      parts.pass(Duration.ofMinutes(1));
      unlimited.run();
    }

    assertThat(told()).isEmpty();
    assertThat(pod().wish().op()).isEqualTo(Operation.RUN);
  }

  /** Each worker may die at any moment; another goes on from what the store knows. */
  @Test
  void aWorkerThatTakesOverKnowsWhatTheOtherKnew() {
    parts.running("pod-1");
    pass(25);
    round.handOver();

    UsageRound another = round(LIMITS);
    for (int i = 0; i < 5; i++) {
      parts.pass(Duration.ofMinutes(1));
      another.run();
    }

    assertThat(told()).hasSize(1);
    assertThat(pod().wish().op()).isEqualTo(Operation.STOP);
  }

  @Test
  void oneWorkerAtATimeMeasures() {
    parts.running("pod-1");
    UsageRound another = round(LIMITS);
    round.run();
    int asked = meter.asked;

    another.run();
    assertThat(meter.asked).isEqualTo(asked);

    parts.pass(Duration.ofMinutes(2));
    another.run();
    assertThat(meter.asked).isEqualTo(asked + 1);
  }

  @Test
  void aWorkerThatWasAwayWarnsBeforeItStops() {
    parts.running("pod-1");
    pass(3);
    parts.pass(Duration.ofHours(9));

    round.run();
    assertThat(told()).extracting(Notice::kind).containsExactly(Notice.Kind.LIFETIME_WARNING);
    assertThat(pod().status()).isEqualTo(PodStatus.RUNNING);
    pass(14);
    assertThat(pod().status()).isEqualTo(PodStatus.RUNNING);
    pass(1);
    assertThat(pod().wish().op()).isEqualTo(Operation.STOP);
  }

  @Test
  void aNewSessionBeginsAnew() {
    parts.running("pod-1");
    pass(29);
    parts.wish("pod-1", Operation.STOP, Parts.OWNER, Optional.empty());
    parts.wish("pod-1", Operation.RUN, Parts.OWNER, Optional.empty());
    parts
        .stores()
        .pods()
        .writeStatus(
            "pod-1",
            3,
            PodStatus.RUNNING,
            Optional.empty(),
            Optional.of(parts.now()),
            true,
            parts.now());

    pass(24);

    assertThat(told()).hasSize(1);
    assertThat(pod().status()).isEqualTo(PodStatus.RUNNING);
  }
}
