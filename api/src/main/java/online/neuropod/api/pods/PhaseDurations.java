package online.neuropod.api.pods;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import online.neuropod.store.pods.Timeline.Step;

/** How long the phases of pods took. */
final class PhaseDurations {
  /** What happens within a phase and does not end it. */
  private static final Set<String> MARKS = Set.of("idleWarning", "lifetimeWarning", "extended");

  /** Phases that last as long as somebody wants. */
  private static final Set<String> RESTS = Set.of("running", "stopped", "error", "deleted");

  /** With fewer nothing is usual. */
  private static final int ENOUGH = 3;

  private PhaseDurations() {}

  /**
   * How long each step of one pod took, of those that have ended.
   *
   * @param steps oldest first
   */
  static Map<Step, Duration> of(List<Step> steps) {
    List<Step> phases = steps.stream().filter(step -> !MARKS.contains(step.phase())).toList();
    var durations = new HashMap<Step, Duration>();
    for (int i = 0; i + 1 < phases.size(); i++) {
      Duration took = Duration.between(phases.get(i).at(), phases.get(i + 1).at());
      durations.put(phases.get(i), took.isNegative() ? Duration.ZERO : took);
    }
    return durations;
  }

  /**
   * The median of each phase that comes to an end by itself.
   *
   * @param steps of any pods, oldest first
   */
  static Map<String, Duration> medians(List<Step> steps) {
    var byPhase = new TreeMap<String, List<Duration>>();
    steps.stream()
        .collect(Collectors.groupingBy(Step::podId))
        .values()
        .forEach(
            ofPod ->
                of(ofPod)
                    .forEach(
                        (step, took) ->
                            byPhase
                                .computeIfAbsent(step.phase(), _ -> new ArrayList<>())
                                .add(took)));
    var medians = new HashMap<String, Duration>();
    byPhase.forEach(
        (phase, all) -> {
          if (all.size() >= ENOUGH && !RESTS.contains(phase)) {
            medians.put(phase, all.stream().sorted().toList().get(all.size() / 2));
          }
        });
    return medians;
  }
}
