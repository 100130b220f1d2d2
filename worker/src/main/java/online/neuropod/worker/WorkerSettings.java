package online.neuropod.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for the process that works.
 *
 * @param billing rules of money
 * @param queue waiting for a GPU
 */
@ConfigurationProperties("neuropod")
public record WorkerSettings(@DefaultValue Billing billing, @DefaultValue Queue queue) {
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
   * @param maxWait how long a pod may: {@code NEUROPOD_QUEUE_MAX_WAIT}
   */
  public record Queue(@DefaultValue("24h") Duration maxWait) {}
}
