package online.neuropod.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.usage.Activity.Kept;
import online.neuropod.domain.usage.Activity.Kept.Why;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivityTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final IdleRule RULE =
      new IdleRule(5, 10, 1024, Set.of(Signal.values()), Duration.ofMinutes(1));
  private static final Activity BEGUN = Activity.begun(7, T0);

  private static Sample sample(
      int second, @Nullable Double cpu, @Nullable Double gpu, @Nullable Double network) {
    return new Sample(
        T0.plusSeconds(second),
        Optional.ofNullable(cpu),
        Optional.empty(),
        Optional.ofNullable(gpu),
        Optional.empty(),
        Optional.ofNullable(network));
  }

  private static Activity after(Sample sample) {
    return BEGUN.after(sample, true, RULE);
  }

  @Test
  void withEverySignalBelowItsThresholdItIsIdle() {
    Activity idle = after(sample(30, 4.9, 9.9, 1023.0));

    assertThat(idle.activeAt()).isEqualTo(T0);
    assertThat(idle.sampledAt()).isEqualTo(T0.plusSeconds(30));
    assertThat(idle.kept().why()).isEqualTo(Why.STARTED);
  }

  @Test
  void anySignalAtItsThresholdKeepsItAlive() {
    assertThat(after(sample(30, 5.0, 0.0, 0.0)).kept())
        .isEqualTo(new Kept(Why.BUSY, Optional.of(Signal.CPU), Optional.of(5.0)));
    assertThat(after(sample(30, 0.0, 10.0, 0.0)).kept().signal()).contains(Signal.GPU);
    Activity network = after(sample(30, 0.0, 0.0, 1024.0));
    assertThat(network.kept().signal()).contains(Signal.NETWORK);
    assertThat(network.activeAt()).isEqualTo(T0.plusSeconds(30));
  }

  @Test
  void whatIsNotKnownKeepsItAlive() {
    for (Sample unknown :
        new Sample[] {
          sample(30, null, 0.0, 0.0), sample(30, 0.0, null, 0.0), sample(30, 0.0, 0.0, null)
        }) {
      Activity activity = after(unknown);
      assertThat(activity.kept().why()).isEqualTo(Why.UNKNOWN);
      assertThat(activity.activeAt()).isEqualTo(T0.plusSeconds(30));
    }
  }

  @Test
  void aPodWithoutAGpuNeedsNoneToBeIdle() {
    assertThat(BEGUN.after(sample(30, 0.0, null, 0.0), false, RULE).activeAt()).isEqualTo(T0);
  }

  @Test
  void signalsThatDoNotCountMayBeUnknown() {
    var cpuAlone = new IdleRule(5, 10, 1024, Set.of(Signal.CPU), Duration.ofMinutes(1));

    assertThat(BEGUN.after(sample(30, 0.0, null, null), true, cpuAlone).activeAt()).isEqualTo(T0);
  }

  @Test
  void aGapBetweenSamplesIsNotTakenForRest() {
    assertThat(after(sample(60, 0.0, 0.0, 0.0)).activeAt()).isEqualTo(T0);
    Activity late = after(sample(61, 0.0, 0.0, 0.0));
    assertThat(late.kept().why()).isEqualTo(Why.GAP);
    assertThat(late.activeAt()).isEqualTo(T0.plusSeconds(61));
  }

  @Test
  void aSampleThatIsNoNewerChangesNothing() {
    Activity known = after(sample(30, 0.0, 0.0, 0.0));

    assertThat(known.after(sample(30, 90.0, 0.0, 0.0), true, RULE)).isEqualTo(known);
    assertThat(known.after(sample(20, 90.0, 0.0, 0.0), true, RULE)).isEqualTo(known);
  }

  @Test
  void aRuleWithoutSignalsIsRefused() {
    assertThatThrownBy(() -> new IdleRule(5, 5, 5, Set.of(), Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
