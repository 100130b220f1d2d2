package online.neuropod.store.pods;

import java.time.Instant;
import online.neuropod.store.pods.Timeline.Step;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link Step} as it is kept.
 *
 * @param id given by the driver; grows, and so orders steps of one millisecond
 * @param key pod, wish, phase, and its cause or what else tells it apart; unique
 */
@Document("timeline")
record StepDocument(
    ObjectId id,
    String key,
    String podId,
    long seq,
    String phase,
    Instant at,
    String actor,
    @Nullable ReasonDocument reason) {
  static StepDocument of(Step step) {
    return of(step, step.reason().map(reason -> reason.code().name()).orElse(""));
  }

  /**
   * A document of its own.
   *
   * @param id what tells it from others of the same wish and phase
   */
  static StepDocument of(Step step, String id) {
    return new StepDocument(
        new ObjectId(),
        step.podId() + ":" + step.seq() + ":" + step.phase() + ":" + id,
        step.podId(),
        step.seq(),
        step.phase(),
        step.at(),
        step.actor(),
        ReasonDocument.of(step.reason()));
  }

  Step toStep() {
    return new Step(podId, seq, phase, at, actor, ReasonDocument.read(reason));
  }
}
