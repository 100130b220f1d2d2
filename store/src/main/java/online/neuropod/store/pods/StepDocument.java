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
 * @param key pod, wish, phase and cause; unique
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
    String cause = step.reason().map(reason -> reason.code().name()).orElse("");
    return new StepDocument(
        new ObjectId(),
        step.podId() + ":" + step.seq() + ":" + step.phase() + ":" + cause,
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
