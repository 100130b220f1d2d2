package online.neuropod.workflows.impl;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;

/** A step of a deploy that cannot succeed, with the cause that its owner is told. */
final class StepFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StatusReason reason;

  StepFailure(StatusReason reason) {
    super(reason.code() + " " + reason.details());
    this.reason = reason;
  }

  /** The cause that a permanently failed activity gave, or its message as an internal one. */
  static StepFailure of(ActivityFailure failure) {
    if (failure.getCause() instanceof ApplicationFailure cause) {
      if (cause.getDetails() != null && cause.getDetails().getSize() > 0) {
        return new StepFailure(cause.getDetails().get(0, StatusReason.class));
      }
      return internal(cause.getOriginalMessage());
    }
    return internal(failure.getMessage());
  }

  private static StepFailure internal(@org.jspecify.annotations.Nullable String message) {
    return new StepFailure(
        StatusReason.of(CauseCode.INTERNAL, "detail", message == null ? "" : message));
  }

  StatusReason reason() {
    return reason;
  }
}
