package online.neuropod.api.users;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Done;
import online.neuropod.domain.user.Deletion.Step;
import org.jspecify.annotations.Nullable;

/**
 * How far a deletion is.
 *
 * @param userId whose pods, volume and data go
 * @param subject what goes: the whole account, or the volume alone
 * @param status whether it is under way
 * @param steps what is done, in order
 * @param podsLeft pods that are not deleted yet
 * @param requestedBy user id of the administrator
 * @param requestedAt when it was accepted
 * @param doneAt when nothing was left; null before
 */
@Schema(name = "Deletion")
public record DeletionView(
    String userId,
    @Schema(allowableValues = {"account", "volume"}) String subject,
    @Schema(allowableValues = {"running", "done"}) String status,
    List<StepView> steps,
    long podsLeft,
    String requestedBy,
    Instant requestedAt,
    @Nullable Instant doneAt) {
  /**
   * A step.
   *
   * @param step stable name
   * @param label in words
   * @param doneAt since when it is done; null before
   */
  @Schema(name = "DeletionStep")
  public record StepView(
      @Schema(allowableValues = {"entry", "pods", "wallet", "cluster", "personalData", "volume"})
          String step,
      String label,
      @Nullable Instant doneAt) {}

  static DeletionView of(Language language, Texts texts, Deletion deletion, long podsLeft) {
    return new DeletionView(
        deletion.userId(),
        switch (deletion.subject()) {
          case ACCOUNT -> "account";
          case VOLUME -> "volume";
        },
        deletion.isDone() ? "done" : "running",
        deletion.subject().steps().stream()
            .map(
                step ->
                    new StepView(
                        wire(step),
                        texts.say(language, "deletion." + step),
                        doneAt(deletion, step)))
            .toList(),
        podsLeft,
        deletion.by(),
        deletion.at(),
        deletion.isDone() ? deletion.done().getLast().at() : null);
  }

  private static @Nullable Instant doneAt(Deletion deletion, Step step) {
    return deletion.done().stream()
        .filter(made -> made.step() == step)
        .map(Done::at)
        .findFirst()
        .orElse(null);
  }

  private static String wire(Step step) {
    return switch (step) {
      case ENTRY -> "entry";
      case PODS -> "pods";
      case WALLET -> "wallet";
      case CLUSTER -> "cluster";
      case PERSONAL_DATA -> "personalData";
      case VOLUME -> "volume";
    };
  }
}
