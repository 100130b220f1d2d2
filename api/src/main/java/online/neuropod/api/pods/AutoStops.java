package online.neuropod.api.pods;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.pods.AutoStopView.KeptAlive;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.usage.Activity;
import online.neuropod.domain.usage.Activity.Kept;
import online.neuropod.domain.usage.AutoStop;
import online.neuropod.domain.usage.AutoStop.End;
import online.neuropod.domain.usage.Extension;
import online.neuropod.domain.usage.Signal;
import online.neuropod.store.usage.PodUsage;

/** Says when pods are to stop by themselves. */
public class AutoStops {
  private final ApiSettings settings;
  private final PodStats stats;
  private final Texts texts;

  /** By these settings, which are the worker's as well. */
  public AutoStops(ApiSettings settings, PodStats stats, Texts texts) {
    this.settings = settings;
    this.stats = stats;
    this.texts = texts;
  }

  /** Shows from now on what has just been written. */
  void refresh() {
    stats.read();
  }

  /** What holds for a pod. */
  AutoStop rule(Pod pod) {
    var usual =
        new PodLimits(
            Optional.of(settings.idle().stopAfter()), Optional.of(settings.lifetime().max()));
    return new AutoStop(
        pod.limits().or(usual), settings.idle().warnBefore(), settings.lifetime().warnBefore());
  }

  /** When a pod is to stop; empty if never. */
  Optional<AutoStopView> of(Language language, Pod pod) {
    AutoStop rule = rule(pod);
    PodLimits limits = rule.limits();
    if (limits.equals(PodLimits.USUAL)) {
      return Optional.empty();
    }
    Optional<PodUsage> usage = stats.usage(pod);
    Optional<End> idle = usage.flatMap(known -> rule.idleEnd(known.activity(), known.extension()));
    Optional<End> lifetime =
        pod.startedAt()
            .filter(_ -> pod.status() == PodStatus.RUNNING)
            .flatMap(
                start ->
                    rule.lifetimeEnd(pod.wish().seq(), start, usage.flatMap(PodUsage::extension)));
    return Optional.of(
        new AutoStopView(
            limits.idleStop().map(Duration::toMinutes).orElse(null),
            idle.map(end -> AutoStop.due(end, usage.flatMap(PodUsage::idleWarning))).orElse(null),
            limits.lifetime().map(AutoStops::hours).orElse(null),
            lifetime
                .map(end -> AutoStop.due(end, usage.flatMap(PodUsage::lifetimeWarning)))
                .orElse(null),
            usage
                .filter(_ -> limits.idleStop().isPresent())
                .map(known -> kept(language, known))
                .orElse(null),
            usage.filter(known -> isWarned(known, idle, lifetime)).isPresent()));
  }

  private static double hours(Duration lifetime) {
    return Math.round(lifetime.toSeconds() / 36.0) / 100.0;
  }

  private static boolean isWarned(PodUsage known, Optional<End> idle, Optional<End> lifetime) {
    return Stream.of(
            idle.filter(end -> known.idleWarning().filter(it -> it.isOf(end)).isPresent()),
            lifetime.filter(end -> known.lifetimeWarning().filter(it -> it.isOf(end)).isPresent()))
        .anyMatch(Optional::isPresent);
  }

  private KeptAlive kept(Language language, PodUsage known) {
    Activity activity = known.activity();
    Optional<Instant> extended =
        known
            .extension()
            .filter(given -> given.session() == activity.session())
            .map(Extension::at)
            .filter(activity.activeAt()::isBefore);
    if (extended.isPresent()) {
      return new KeptAlive("EXTENDED", texts.say(language, "kept.EXTENDED"), extended.get());
    }
    Kept kept = activity.kept();
    String key =
        "kept."
            + kept.why().name()
            + kept.signal().filter(_ -> kept.why() == Kept.Why.BUSY).map(it -> "." + it).orElse("");
    return new KeptAlive(
        kept.why().name(), texts.say(language, key, values(language, kept)), activity.activeAt());
  }

  private Map<String, String> values(Language language, Kept kept) {
    var values = new HashMap<String, String>();
    kept.signal().ifPresent(it -> values.put("signal", texts.say(language, "signal." + it)));
    kept.value()
        .ifPresent(
            value -> {
              boolean bytes = kept.signal().filter(it -> it == Signal.NETWORK).isPresent();
              NumberFormat number = NumberFormat.getNumberInstance(language.locale());
              number.setMaximumFractionDigits(1);
              values.put("value", number.format(bytes ? value / 1024 : value));
            });
    return values;
  }
}
