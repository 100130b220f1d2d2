package online.neuropod.worker.usage;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import online.neuropod.activities.SystemWishes;
import online.neuropod.cluster.PodMeter;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.usage.IdleRule;
import online.neuropod.store.leases.LeaseStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.usage.UsageStore;
import online.neuropod.worker.WorkerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The measuring of pods, and what follows from it. */
@Configuration(proxyBeanMethods = false)
public class UsageConfiguration {
  /** A sample that is missed is made up for by the next; two in a row may hide what was done. */
  private static final int MISSED_SAMPLES = 3;

  private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

  private final InstantSource clock = InstantSource.system();

  @Bean
  UsageSampler workerUsageSampler(
      PodStore pods,
      PodMeter meter,
      UsageStore usage,
      LeaseStore leases,
      NoticeStore notices,
      Timeline timeline,
      SystemWishes wishes,
      WorkerSettings settings) {
    Duration pause = settings.metrics().interval();
    var check =
        new AutoStopCheck(
            usage,
            notices,
            timeline,
            wishes,
            usual(settings),
            settings.idle().warnBefore(),
            settings.lifetime().warnBefore());
    var round =
        new UsageRound(
            pods, meter, usage, leases, new Reckoning(rule(settings, pause)), check, pause, clock);
    return new UsageSampler(round, pause);
  }

  private static PodLimits usual(WorkerSettings settings) {
    return new PodLimits(
        Optional.of(settings.idle().stopAfter()), Optional.of(settings.lifetime().max()));
  }

  private static IdleRule rule(WorkerSettings settings, Duration pause) {
    WorkerSettings.Idle idle = settings.idle();
    return new IdleRule(
        idle.cpuPercent(),
        idle.gpuPercent(),
        idle.networkBytesPerSecond(),
        idle.signals(),
        pause.multipliedBy(MISSED_SAMPLES).plus(LONGEST_ROUND));
  }
}
