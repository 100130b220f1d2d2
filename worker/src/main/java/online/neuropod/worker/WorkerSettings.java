package online.neuropod.worker;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for the process that works.
 *
 * @param billing rules of money
 * @param queue waiting for a GPU
 * @param alerts warnings
 * @param reconcile mending
 */
@ConfigurationProperties("neuropod")
public record WorkerSettings(
    @DefaultValue Billing billing,
    @DefaultValue Queue queue,
    @DefaultValue Alerts alerts,
    @DefaultValue Reconcile reconcile) {
  /**
   * Rules of money.
   *
   * @param tick how often a running pod is charged: {@code NEUROPOD_BILLING_TICK}
   * @param minimumRunway how long the money must last when a pod starts: {@code
   *     NEUROPOD_BILLING_MINIMUM_RUNWAY}
   */
  public record Billing(
      @DefaultValue("1h") Duration tick, @DefaultValue("1h") Duration minimumRunway) {
    public Billing {
      if (!tick.isPositive()) {
        throw new IllegalArgumentException(
            "NEUROPOD_BILLING_TICK (neuropod.billing.tick) must be longer than zero, but is "
                + tick);
      }
      if (minimumRunway.isNegative()) {
        throw new IllegalArgumentException(
            "NEUROPOD_BILLING_MINIMUM_RUNWAY (neuropod.billing.minimum-runway) must not be"
                + " negative, but is "
                + minimumRunway);
      }
    }
  }

  /**
   * Waiting for a GPU.
   *
   * @param maxWait how long a pod may wait for a GPU: {@code NEUROPOD_QUEUE_MAX_WAIT}
   */
  public record Queue(@DefaultValue("24h") Duration maxWait) {}

  /**
   * Warnings before the money ends.
   *
   * @param runway how long it lasts when the owner is warned, each once: {@code
   *     NEUROPOD_ALERTS_RUNWAY}
   */
  public record Alerts(@DefaultValue({"24h", "1h", "10m"}) Set<Duration> runway) {
    public Alerts {
      runway = Set.copyOf(runway);
      if (runway.stream().anyMatch(level -> !level.isPositive())) {
        throw new IllegalArgumentException(
            "NEUROPOD_ALERTS_RUNWAY (neuropod.alerts.runway) must be longer than zero, but is "
                + runway);
      }
    }
  }

  /**
   * Mending of what is out of step.
   *
   * @param interval pause between two rounds that mend what a crash left out of step: {@code
   *     NEUROPOD_RECONCILE_INTERVAL}
   */
  public record Reconcile(@DefaultValue("2m") Duration interval) {
    public Reconcile {
      if (!interval.isPositive()) {
        throw new IllegalArgumentException(
            "NEUROPOD_RECONCILE_INTERVAL (neuropod.reconcile.interval) must be longer than zero,"
                + " but is "
                + interval);
      }
    }
  }
}
