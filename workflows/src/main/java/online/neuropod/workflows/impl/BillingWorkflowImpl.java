package online.neuropod.workflows.impl;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.workflows.contract.BillingInput;
import online.neuropod.workflows.contract.BillingWorkflow;
import online.neuropod.workflows.contract.MoneyActivities;
import online.neuropod.workflows.contract.MoneyActivities.Outlook;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.SessionEnd;

/** {@link BillingWorkflow}. Decides only when to charge; what is charged, the wallet decides. */
public final class BillingWorkflowImpl implements BillingWorkflow {
  /** A pod whose money ended is told to stop again, should the first wish have been lost. */
  private static final Duration REMIND = Duration.ofMinutes(1);

  private static final Duration RUN = Duration.ofDays(1);

  /** Whoever is woken so late was not alone: Temporal or the workers were away. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final Duration SPREAD = Duration.ofSeconds(30);

  private final MoneyActivities money;
  private final Session session;
  private Optional<SessionEnd> end = Optional.empty();
  private boolean walletChanged;

  /** Called by Temporal before any signal is handled. */
  @WorkflowInit
  public BillingWorkflowImpl(BillingInput input) {
    this.money = ActivityStubs.money(input.installation());
    this.session = new Session(input.podId(), input.ownerId(), input.session());
  }

  @Override
  public void ended(SessionEnd sessionEnd) {
    // The first end that is told is the one that is billed, so that a repeated signal changes
    // nothing.
    end = Optional.of(end.orElse(sessionEnd));
  }

  @Override
  public void walletChanged() {
    walletChanged = true;
  }

  @Override
  public void bill(BillingInput input) {
    Instant begin = now();
    Outlook outlook = money.outlook(session, begin);
    while (end.isEmpty() && outlook.open()) {
      if (isRunOver(begin)) {
        // No end is lost by it: one that was told is seen by the loop's condition, and one that
        // comes after that look makes the server refuse to end this run.
        Workflow.continueAsNew(input);
      }
      outlook = next(outlook);
    }
    if (end.isPresent()) {
      Workflow.setCurrentDetails("Closing the session");
      money.close(session, end.get());
    }
    Workflow.setCurrentDetails("Closed");
  }

  private static boolean isRunOver(Instant begin) {
    return Duration.between(begin, now()).compareTo(RUN) > 0
        || Workflow.getInfo().isContinueAsNewSuggested();
  }

  private Outlook next(Outlook outlook) {
    Instant lookAt = outlook.capped() ? now().plus(REMIND) : outlook.lookAt();
    Workflow.setCurrentDetails(
        outlook.capped() ? "The money ended; stopping the pods" : details(outlook));
    if (outlook.capped()) {
      money.stopUnpaid(session);
    }
    Workflow.await(untilOf(lookAt), () -> end.isPresent() || walletChanged);
    spreadAfterAnOutage(outlook);
    if (end.isPresent()) {
      return outlook;
    }
    // From before the look on, so that a change during it is seen the next time.
    walletChanged = false;
    return outlook.chargeAt().isAfter(now()) || outlook.capped()
        ? money.outlook(session, now())
        : money.charge(session, now());
  }

  private static String details(Outlook outlook) {
    return "Charges next at "
        + outlook.chargeAt()
        + outlook.moneyEndsAt().map(end -> "; the money ends at " + end).orElse("");
  }

  /**
   * Thousands that are woken in one moment after an outage come to the store within half a minute.
   * Nothing is lost by it: what is charged depends on the time, not on when it is charged. Where
   * the money ends by then, there is no time to lose.
   */
  private void spreadAfterAnOutage(Outlook outlook) {
    boolean late = outlook.lookAt().plus(LATE).isBefore(now());
    boolean ends = outlook.moneyEndsAt().filter(now().plus(SPREAD)::isAfter).isPresent();
    if (late && !ends && !outlook.capped()) {
      Duration pause = Duration.ofMillis(Workflow.newRandom().nextLong(SPREAD.toMillis()));
      Workflow.await(pause, () -> end.isPresent());
    }
  }

  private static Duration untilOf(Instant moment) {
    Duration until = Duration.between(now(), moment);
    return until.isPositive() ? until : Duration.ofMillis(1);
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
