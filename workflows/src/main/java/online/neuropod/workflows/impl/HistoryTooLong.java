package online.neuropod.workflows.impl;

/**
 * A wait has filled the history: Temporal ends a workflow whose history passes its limit, so the
 * work goes on under a fresh one.
 */
final class HistoryTooLong extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HistoryTooLong() {
    super("the work goes on under a fresh history");
  }
}
