package online.neuropod.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.usage.AutoStop.Cause;
import online.neuropod.domain.usage.AutoStop.End;
import online.neuropod.domain.usage.AutoStop.Step;
import online.neuropod.domain.usage.AutoStop.Warning;
import org.junit.jupiter.api.Test;

/** Time that passes in a test: hours in a moment. */
class AutoStopTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration DAY = Duration.ofHours(24);
  private static final AutoStop RULE =
      new AutoStop(
          new PodLimits(Optional.of(IDLE), Optional.of(DAY)),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15));
  private static final long SESSION = 3;

  private static Instant minute(long minutes) {
    return T0.plus(Duration.ofMinutes(minutes));
  }

  private static End idleEnd(Optional<Extension> extension) {
    return RULE.idleEnd(Activity.begun(SESSION, T0), extension).orElseThrow();
  }

  private static End lifetimeEnd(Optional<Extension> extension) {
    return RULE.lifetimeEnd(SESSION, T0, extension).orElseThrow();
  }

  @Test
  void anIdlePodIsWarnedAndThenStopped() {
    End end = idleEnd(Optional.empty());
    assertThat(end).isEqualTo(new End(Cause.IDLE, minute(30), minute(25), T0));

    assertThat(RULE.step(end, Optional.empty(), minute(24))).isInstanceOf(Step.Rest.class);
    assertThat(RULE.step(end, Optional.empty(), minute(25)))
        .isEqualTo(new Step.Warn(end, minute(30)));
    var warned = Optional.of(new Warning(Cause.IDLE, T0, minute(25)));
    assertThat(RULE.step(end, warned, minute(29))).isInstanceOf(Step.Rest.class);
    assertThat(RULE.step(end, warned, minute(30))).isEqualTo(new Step.Stop(end));
  }

  @Test
  void nobodyIsStoppedWithoutTheTimeOfAWarning() {
    End end = idleEnd(Optional.empty());

    // No worker ran for two hours.
    assertThat(RULE.step(end, Optional.empty(), minute(120)))
        .isEqualTo(new Step.Warn(end, minute(125)));
    var late = Optional.of(new Warning(Cause.IDLE, T0, minute(120)));
    assertThat(RULE.step(end, late, minute(124))).isInstanceOf(Step.Rest.class);
    assertThat(RULE.step(end, late, minute(125))).isInstanceOf(Step.Stop.class);
    assertThat(AutoStop.due(end, late)).isEqualTo(minute(125));
    assertThat(AutoStop.due(end, Optional.empty())).isEqualTo(minute(30));
  }

  @Test
  void aWarningOfAnEarlierEndCountsForNothing() {
    var earlier = Optional.of(new Warning(Cause.IDLE, minute(-60), minute(-5)));

    assertThat(RULE.step(idleEnd(Optional.empty()), earlier, minute(40)))
        .isInstanceOf(Step.Warn.class);
    var other = Optional.of(new Warning(Cause.LIFETIME, T0, minute(25)));
    assertThat(RULE.step(idleEnd(Optional.empty()), other, minute(40)))
        .isInstanceOf(Step.Warn.class);
  }

  @Test
  void theWarningComesInTheSecondHalfOfAShortTime() {
    var shortRule =
        new AutoStop(
            new PodLimits(Optional.of(Duration.ofMinutes(2)), Optional.of(Duration.ofMinutes(4))),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15));

    assertThat(shortRule.idleEnd(Activity.begun(1, T0), Optional.empty()).orElseThrow().warnAt())
        .isEqualTo(minute(1));
    assertThat(shortRule.lifetimeEnd(1, T0, Optional.empty()).orElseThrow().warnAt())
        .isEqualTo(minute(2));
  }

  @Test
  void extendingCountsAsUse() {
    Extension extension =
        RULE.extended(SESSION, T0, Optional.empty(), Duration.ofHours(1), minute(26));

    End end = idleEnd(Optional.of(extension));

    assertThat(end.at()).isEqualTo(minute(56));
    var warned = Optional.of(new Warning(Cause.IDLE, T0, minute(25)));
    assertThat(RULE.step(end, warned, minute(55))).isInstanceOf(Step.Warn.class);
  }

  @Test
  void useAfterAnExtensionCountsMore() {
    var used = new Activity(SESSION, minute(40), minute(40), Activity.begun(SESSION, T0).kept());
    var extension = Optional.of(new Extension(SESSION, minute(26), Optional.empty()));

    assertThat(RULE.idleEnd(used, extension).orElseThrow().since()).isEqualTo(minute(40));
  }

  @Test
  void aLifetimeLastsLongerWithEachExtension() {
    Duration hour = Duration.ofHours(1);
    assertThat(lifetimeEnd(Optional.empty()).at()).isEqualTo(T0.plus(DAY));

    Extension once = RULE.extended(SESSION, T0, Optional.empty(), hour, minute(60));
    assertThat(lifetimeEnd(Optional.of(once)).at()).isEqualTo(T0.plus(DAY).plus(hour));

    Extension twice = RULE.extended(SESSION, T0, Optional.of(once), hour, minute(61));
    End end = lifetimeEnd(Optional.of(twice));
    assertThat(end.at()).isEqualTo(T0.plus(DAY).plus(hour.multipliedBy(2)));
    assertThat(end.warnAt()).isEqualTo(end.at().minus(Duration.ofMinutes(15)));
    assertThat(end.since()).as("tells it from the end that was put off").isNotEqualTo(T0);
  }

  @Test
  void anEndThatHasPassedIsPutOffFromNow() {
    Instant late = T0.plus(DAY).plusSeconds(600);

    Extension extension = RULE.extended(SESSION, T0, Optional.empty(), Duration.ofHours(1), late);

    assertThat(lifetimeEnd(Optional.of(extension)).at()).isEqualTo(late.plusSeconds(3600));
  }

  @Test
  void anExtensionOfAnotherSessionCountsForNothing() {
    var other = Optional.of(new Extension(2, minute(26), Optional.of(T0.plus(DAY).plus(DAY))));

    assertThat(idleEnd(other)).isEqualTo(idleEnd(Optional.empty()));
    assertThat(lifetimeEnd(other)).isEqualTo(lifetimeEnd(Optional.empty()));
  }

  @Test
  void withoutALimitThereIsNoEnd() {
    var never = new AutoStop(PodLimits.USUAL, Duration.ofMinutes(5), Duration.ofMinutes(5));

    assertThat(never.idleEnd(Activity.begun(1, T0), Optional.empty())).isEmpty();
    assertThat(never.lifetimeEnd(1, T0, Optional.empty())).isEmpty();
    assertThat(never.extended(1, T0, Optional.empty(), DAY, T0).lifetimeUntil()).isEmpty();
  }

  /** A day of samples, minute by minute: used for two hours, then left alone. */
  @Test
  void aPodThatIsLeftAloneStopsHalfAnHourLaterAndIsWarnedOnce() {
    var idle = new IdleRule(5, 5, 1024, Set.of(Signal.CPU), Duration.ofMinutes(2));
    Activity activity = Activity.begun(SESSION, T0);
    Optional<Warning> warned = Optional.empty();
    List<String> story = new ArrayList<>();
    for (int minute = 1; minute < 24 * 60 && story.size() < 2; minute++) {
      double cpu = minute <= 120 ? 40 : 0.3;
      var sample =
          new Sample(
              minute(minute),
              Optional.of(cpu),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      activity = activity.after(sample, false, idle);
      End end = RULE.idleEnd(activity, Optional.empty()).orElseThrow();
      switch (RULE.step(end, warned, minute(minute))) {
        case Step.Rest _ -> {}
        case Step.Warn warn -> {
          story.add("warned at " + minute);
          warned = Optional.of(new Warning(warn.end().cause(), warn.end().since(), minute(minute)));
        }
        case Step.Stop _ -> story.add("stopped at " + minute);
      }
    }

    assertThat(story).containsExactly("warned at 145", "stopped at 150");
  }

  @Test
  void whatThePodSaysComesBeforeWhatTheOperatorSays() {
    var usual = new PodLimits(Optional.of(IDLE), Optional.of(Duration.ZERO));
    var own = new PodLimits(Optional.of(Duration.ZERO), Optional.of(DAY));

    assertThat(PodLimits.USUAL.or(usual))
        .isEqualTo(new PodLimits(Optional.of(IDLE), Optional.empty()));
    assertThat(own.or(usual)).isEqualTo(new PodLimits(Optional.empty(), Optional.of(DAY)));
    assertThatThrownBy(() -> new PodLimits(Optional.of(Duration.ofMinutes(-1)), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
