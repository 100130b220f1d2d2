package online.neuropod.store.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.usage.Activity;
import online.neuropod.domain.usage.Activity.Kept;
import online.neuropod.domain.usage.AutoStop.Cause;
import online.neuropod.domain.usage.AutoStop.Warning;
import online.neuropod.domain.usage.Extension;
import online.neuropod.domain.usage.Sample;
import online.neuropod.domain.usage.Signal;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.usage.PodUsage.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoUsageStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  private final UsageStore usage;

  MongoUsageStoreIT(Server server) {
    usage = MongoUsageStore.open(server.freshTemplate());
  }

  private static Sample sample(Instant at, double cpu, long memory) {
    return new Sample(
        at,
        Optional.of(cpu),
        Optional.of(memory),
        Optional.empty(),
        Optional.of(5L),
        Optional.of(1.5));
  }

  private static PodUsage measured(String podId, Sample sample) {
    return new PodUsage(
        podId,
        sample,
        Map.of(Stat.GPU, Unknown.NO_GPU),
        Optional.of(new Traffic(100, T0)),
        new Activity(
            3,
            sample.at(),
            T0,
            new Kept(Kept.Why.BUSY, Optional.of(Signal.CPU), Optional.of(12.5))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void thePresentIsTheNewestSample() {
    usage.record(List.of(measured("a", sample(T0, 1, 10)), measured("b", sample(T0, 2, 20))));
    PodUsage newest = measured("a", sample(T0.plusSeconds(10), 3, 30));
    usage.record(List.of(newest));

    assertThat(usage.of("a")).contains(newest);
    assertThat(usage.of(Set.of("a", "b", "c"))).containsOnlyKeys("a", "b");
    assertThat(usage.sampledSince(T0.plusSeconds(1))).containsExactly(newest);
    assertThat(usage.of("nobody")).isEmpty();
  }

  @Test
  void warningsAndExtensionsOutliveTheNextSample() {
    usage.record(List.of(measured("a", sample(T0, 1, 10))));
    var idle = new Warning(Cause.IDLE, T0, T0.plusSeconds(5));
    var lifetime = new Warning(Cause.LIFETIME, T0.minusSeconds(9), T0.plusSeconds(6));
    var extension = new Extension(3, T0.plusSeconds(7), Optional.of(T0.plusSeconds(99)));

    usage.warned("a", idle);
    usage.warned("a", lifetime);
    assertThat(usage.extend("a", extension)).isTrue();
    usage.record(List.of(measured("a", sample(T0.plusSeconds(10), 1, 10))));

    PodUsage known = usage.of("a").orElseThrow();
    assertThat(known.idleWarning()).contains(idle);
    assertThat(known.lifetimeWarning()).contains(lifetime);
    assertThat(known.extension()).contains(extension);
    assertThat(usage.extend("nobody", extension)).isFalse();
  }

  @Test
  void thePastIsTheAverageOfEachStep() {
    for (int second = 0; second < 120; second += 10) {
      usage.record(
          List.of(measured("a", sample(T0.plusSeconds(second), second < 60 ? 10 : 20, second))));
    }

    List<Sample> fine = usage.history("a", Resolution.FINE, T0.plusSeconds(60));
    assertThat(fine).hasSize(6);
    assertThat(fine.getFirst()).isEqualTo(sample(T0.plusSeconds(60), 20, 60));
    List<Sample> minutes = usage.history("a", Resolution.MEDIUM, T0);
    assertThat(minutes).extracting(Sample::at).containsExactly(T0, T0.plusSeconds(60));
    assertThat(minutes)
        .extracting(Sample::cpuPercent)
        .containsExactly(Optional.of(10.0), Optional.of(20.0));
    assertThat(minutes)
        .extracting(Sample::memoryBytes)
        .containsExactly(Optional.of(25L), Optional.of(85L));
    assertThat(minutes.getFirst().gpuPercent()).as("never known").isEmpty();
    assertThat(usage.history("a", Resolution.COARSE, T0))
        .extracting(Sample::cpuPercent)
        .containsExactly(Optional.of(15.0));
    assertThat(usage.history("b", Resolution.FINE, T0)).isEmpty();
  }

  @Test
  void whatIsOlderThanIsKeptIsForgotten() {
    usage.record(List.of(measured("a", sample(T0, 1, 10))));

    usage.forget(T0.plus(Duration.ofHours(1)));
    assertThat(usage.history("a", Resolution.FINE, T0)).hasSize(1);
    usage.forget(T0.plus(Duration.ofHours(1)).plusSeconds(11));
    assertThat(usage.history("a", Resolution.FINE, T0)).isEmpty();
    assertThat(usage.history("a", Resolution.MEDIUM, T0)).hasSize(1);
    usage.forget(T0.plus(Duration.ofDays(1)).plusSeconds(61));
    assertThat(usage.history("a", Resolution.MEDIUM, T0)).isEmpty();
    assertThat(usage.of("a")).isPresent();
    assertThat(usage.forget(T0.plus(Duration.ofDays(31)))).isEqualTo(2);
    assertThat(usage.of("a")).isEmpty();
  }

  @Test
  void aRangeIsShownAsFinelyAsItIsKept() {
    assertThat(Resolution.reaching(Duration.ofHours(1))).isEqualTo(Resolution.FINE);
    assertThat(Resolution.reaching(Duration.ofMinutes(61))).isEqualTo(Resolution.MEDIUM);
    assertThat(Resolution.reaching(Duration.ofDays(2))).isEqualTo(Resolution.COARSE);
    assertThat(Resolution.reaching(Duration.ofDays(99))).isEqualTo(Resolution.COARSE);
  }
}
