package online.neuropod.api.pods;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** Tells the story of a pod. */
public class PodEvents {
  private final Timeline timeline;
  private final UserStore users;
  private final Reasons reasons;
  private final Texts texts;

  /** Reads it from this timeline. */
  public PodEvents(Timeline timeline, UserStore users, Reasons reasons, Texts texts) {
    this.timeline = timeline;
    this.users = users;
    this.reasons = reasons;
    this.texts = texts;
  }

  List<EventView> of(Language language, Pod pod) {
    List<Step> steps = timeline.of(pod.id());
    Set<String> actors = steps.stream().map(Step::actor).collect(Collectors.toSet());
    Map<String, User> people =
        users.findAll(actors).stream().collect(Collectors.toMap(User::id, Function.identity()));
    var events = new ArrayList<EventView>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Optional<Instant> next =
          i + 1 < steps.size() ? Optional.of(steps.get(i + 1).at()) : Optional.empty();
      events.add(
          new EventView(
              step.seq(),
              step.phase(),
              texts.sayIfAny(language, "phase." + step.phase()).orElse(step.phase()),
              step.at(),
              next.map(end -> seconds(step.at(), end)).orElse(null),
              step.reason().map(reason -> reasons.say(language, reason)).orElse(null),
              actor(language, step.actor(), people)));
    }
    return events;
  }

  private static BigDecimal seconds(Instant from, Instant to) {
    return BigDecimal.valueOf(Math.max(0, Duration.between(from, to).toMillis()), 3);
  }

  private Actor actor(Language language, String actor, Map<String, User> people) {
    return switch (actor) {
      case Wish.BY_SYSTEM -> new Actor("system", texts.say(language, "actor.system"));
      case Wish.BY_BILLING -> new Actor("billing", texts.say(language, "actor.billing"));
      default ->
          new Actor(
              "user",
              Optional.ofNullable(people.get(actor))
                  .map(User::name)
                  .orElseGet(() -> texts.say(language, "actor.unknown")));
    };
  }
}
