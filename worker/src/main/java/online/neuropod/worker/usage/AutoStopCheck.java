package online.neuropod.worker.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import online.neuropod.activities.SystemWishes;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.domain.usage.AutoStop;
import online.neuropod.domain.usage.AutoStop.Cause;
import online.neuropod.domain.usage.AutoStop.End;
import online.neuropod.domain.usage.AutoStop.Step;
import online.neuropod.domain.usage.AutoStop.Warning;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.usage.PodUsage;
import online.neuropod.store.usage.UsageStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns owners of pods that are to stop by themselves, and stops them. Everything that it has to
 * remember is in the store, and each thing that it does is done once however often it is tried: a
 * process may die in between, and for a moment two may check at once.
 */
final class AutoStopCheck {
  private static final Logger LOG = LoggerFactory.getLogger(AutoStopCheck.class);

  private final UsageStore usage;
  private final NoticeStore notices;
  private final Timeline timeline;
  private final SystemWishes wishes;
  private final PodLimits usual;
  private final Duration idleWarning;
  private final Duration lifetimeWarning;

  AutoStopCheck(
      UsageStore usage,
      NoticeStore notices,
      Timeline timeline,
      SystemWishes wishes,
      PodLimits usual,
      Duration idleWarning,
      Duration lifetimeWarning) {
    this.usage = usage;
    this.notices = notices;
    this.timeline = timeline;
    this.wishes = wishes;
    this.usual = usual;
    this.idleWarning = idleWarning;
    this.lifetimeWarning = lifetimeWarning;
  }

  /** Does for a running pod what is to be done now. */
  void check(Pod pod, Instant startedAt, PodUsage known, Instant now) {
    var rule = new AutoStop(pod.limits().or(usual), idleWarning, lifetimeWarning);
    ends(rule, startedAt, known)
        .forEach(
            end -> {
              switch (rule.step(end, warning(known, end.cause()), now)) {
                case Step.Rest _ -> {}
                case Step.Warn warn -> warn(pod, known, warn, now);
                case Step.Stop _ -> stop(pod, startedAt, rule, end.cause(), now);
              }
            });
  }

  private static Stream<End> ends(AutoStop rule, Instant startedAt, PodUsage known) {
    return Stream.concat(
        rule.idleEnd(known.activity(), known.extension()).stream(),
        rule.lifetimeEnd(known.activity().session(), startedAt, known.extension()).stream());
  }

  private static Optional<Warning> warning(PodUsage known, Cause cause) {
    return switch (cause) {
      case IDLE -> known.idleWarning();
      case LIFETIME -> known.lifetimeWarning();
    };
  }

  private void warn(Pod pod, PodUsage known, Step.Warn warn, Instant now) {
    End end = warn.end();
    Notice.Kind kind =
        switch (end.cause()) {
          case IDLE -> Notice.Kind.IDLE_WARNING;
          case LIFETIME -> Notice.Kind.LIFETIME_WARNING;
        };
    String id =
        "%s:%s:%d:%d"
            .formatted(
                kind.name(), pod.id(), known.activity().session(), end.since().toEpochMilli());
    LOG.info("podId={}: its owner is warned, {} at {}", pod.id(), kind, warn.at());
    timeline.mark(
        new Timeline.Step(
            pod.id(), pod.wish().seq(), phase(end.cause()), now, Wish.BY_SYSTEM, Optional.empty()),
        id);
    notices.publish(
        new Notice(
            id,
            Optional.of(pod.ownerId()),
            kind,
            Optional.of(pod.id()),
            Map.of("since", end.since().toString(), "stopsAt", warn.at().toString()),
            now));
    // Last: who dies before it warns again, which tells nobody twice, and the end moves.
    usage.warned(pod.id(), new Warning(end.cause(), end.since(), now));
  }

  private static String phase(Cause cause) {
    return switch (cause) {
      case IDLE -> "idleWarning";
      case LIFETIME -> "lifetimeWarning";
    };
  }

  /** Looks once more: its owner may have put it off while the pods were measured. */
  private void stop(Pod pod, Instant startedAt, AutoStop rule, Cause cause, Instant now) {
    boolean still =
        usage
            .of(pod.id())
            .filter(
                fresh ->
                    ends(rule, startedAt, fresh)
                        .anyMatch(
                            end ->
                                end.cause() == cause
                                    && rule.step(end, warning(fresh, cause), now)
                                        instanceof Step.Stop))
            .isPresent();
    if (still) {
      LOG.info("podId={}: is stopped, {}", pod.id(), cause);
      wishes.stop(pod, Wish.BY_SYSTEM, reason(rule.limits(), cause));
    }
  }

  private static StatusReason reason(PodLimits limits, Cause cause) {
    return switch (cause) {
      case IDLE ->
          StatusReason.of(CauseCode.IDLE, "time", limits.idleStop().orElseThrow().toString());
      case LIFETIME ->
          StatusReason.of(
              CauseCode.LIFETIME_REACHED, "time", limits.lifetime().orElseThrow().toString());
    };
  }
}
