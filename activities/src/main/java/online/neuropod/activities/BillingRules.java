package online.neuropod.activities;

import java.time.Duration;
import java.util.Set;

/**
 * What an operator sets about billing.
 *
 * @param tick how often a session is charged
 * @param minimumRunway how long the money must last when a session starts
 * @param alertLevels runways at which the owner is warned
 */
public record BillingRules(Duration tick, Duration minimumRunway, Set<Duration> alertLevels) {
  public BillingRules {
    alertLevels = Set.copyOf(alertLevels);
  }
}
