package online.neuropod.api.pods;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.pods.EventView.Actor;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.Wish;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.pods.Timeline.Step;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;

/** Tells the story of a pod. */
public class PodEvents {
  private final Timeline timeline;
  private final UsualDurations usualDurations;
  private final UserStore users;
  private final Reasons reasons;
  private final Texts texts;

  /** Reads it from this timeline. */
  public PodEvents(Timeline timeline, UserStore users, Reasons reasons, Texts texts) {
    this.timeline = timeline;
    this.usualDurations = new UsualDurations(timeline, InstantSource.system());
    this.users = users;
    this.reasons = reasons;
    this.texts = texts;
  }

  List<EventView> of(Language language, Pod pod) {
    List<Step> steps = timeline.of(pod.id());
    Set<String> actors = steps.stream().map(Step::actor).collect(Collectors.toSet());
    Map<String, User> people =
        users.findAll(actors).stream().collect(Collectors.toMap(User::id, Function.identity()));
    Map<String, Duration> usual = usualDurations.get();
    Map<Step, Duration> durations = PhaseDurations.of(steps);
    return steps.stream()
        .map(
            step ->
                new EventView(
                    step.seq(),
                    step.phase(),
                    texts.sayIfAny(language, "phase." + step.phase()).orElse(step.phase()),
                    step.at(),
                    seconds(durations.get(step)),
                    seconds(usual.get(step.phase())),
                    step.reason().map(reason -> reasons.say(language, reason)).orElse(null),
                    actor(language, step.actor(), people)))
        .toList();
  }

  private static @Nullable BigDecimal seconds(@Nullable Duration duration) {
    return duration == null ? null : BigDecimal.valueOf(duration.toMillis(), 3);
  }

  private Actor actor(Language language, String actor, Map<String, User> people) {
    return switch (actor) {
      case Wish.BY_SYSTEM -> new Actor("system", texts.say(language, "actor.system"));
      case Wish.BY_BILLING -> new Actor("billing", texts.say(language, "actor.billing"));
      default ->
          new Actor(
              "user",
              Optional.ofNullable(people.get(actor))
                  .filter(person -> !person.leaving())
                  .map(User::name)
                  .orElseGet(() -> texts.say(language, "actor.unknown")));
    };
  }
}
