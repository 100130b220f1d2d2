package online.neuropod.workflows.impl;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits for what others bring about, by looking: soon at first, then less and less often. */
final class Outcome {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Far below the server's limit of 51,200 events; a look takes about six. */
  private static final long LONG_HISTORY = 4_000;

  /**
   * Returns once {@code look} says so.
   *
   * @throws HistoryTooLong if so much was waited that the work has to go on under a fresh history
   */
  void await(Supplier<Boolean> look) {
    Duration pause = FIRST_PAUSE;
    while (!look.get()) {
      if (Workflow.getInfo().getHistoryLength() > LONG_HISTORY
          || Workflow.getInfo().isContinueAsNewSuggested()) {
        throw new HistoryTooLong();
      }
      Workflow.sleep(pause);
      pause = longer(pause);
    }
  }

  private static Duration longer(Duration pause) {
    Duration next = pause.multipliedBy(3).dividedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }
}
