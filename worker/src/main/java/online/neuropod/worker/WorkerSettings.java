package online.neuropod.worker;

import java.time.Duration;
import java.util.Set;
import online.neuropod.domain.usage.Signal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for the process that works.
 *
 * @param billing rules of money
 * @param queue waiting for a GPU
 * @param alerts warnings
 * @param reconcile mending
 * @param metrics measuring of pods
 * @param idle pods that nobody uses
 * @param lifetime pods that run for long
 */
@ConfigurationProperties("neuropod")
public record WorkerSettings(
    @DefaultValue Billing billing,
    @DefaultValue Queue queue,
    @DefaultValue Alerts alerts,
    @DefaultValue Reconcile reconcile,
    @DefaultValue Metrics metrics,
    @DefaultValue Idle idle,
    @DefaultValue Lifetime lifetime) {
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

  /**
   * Measuring of pods.
   *
   * @param interval pause between two samples: {@code NEUROPOD_METRICS_INTERVAL}
   */
  public record Metrics(@DefaultValue("10s") Duration interval) {
    public Metrics {
      require(
          interval.compareTo(Duration.ofSeconds(1)) >= 0
              && interval.compareTo(Duration.ofMinutes(5)) <= 0,
          "NEUROPOD_METRICS_INTERVAL (neuropod.metrics.interval) must be from 1 s to 5 min, but is "
              + interval);
    }
  }

  /**
   * Pods that nobody uses.
   *
   * @param stopAfter how long they may be idle, where the pod itself says nothing; zero for ever:
   *     {@code NEUROPOD_IDLE_STOP_AFTER}
   * @param warnBefore how long before its end the owner is warned: {@code
   *     NEUROPOD_IDLE_WARN_BEFORE}
   * @param cpuPercent of the limit, below which processors rest: {@code NEUROPOD_IDLE_CPU_PERCENT}
   * @param gpuPercent below which GPUs rest: {@code NEUROPOD_IDLE_GPU_PERCENT}
   * @param networkBytesPerSecond below which nobody is there: {@code
   *     NEUROPOD_IDLE_NETWORK_BYTES_PER_SECOND}
   * @param signals that count; what is not known of these keeps a pod alive: {@code
   *     NEUROPOD_IDLE_SIGNALS}
   */
  public record Idle(
      @DefaultValue("0s") Duration stopAfter,
      @DefaultValue("5m") Duration warnBefore,
      @DefaultValue("5") double cpuPercent,
      @DefaultValue("5") double gpuPercent,
      @DefaultValue("1024") double networkBytesPerSecond,
      @DefaultValue({"cpu", "gpu", "network"}) Set<Signal> signals) {
    public Idle {
      signals = Set.copyOf(signals);
      require(
          !stopAfter.isNegative() && !warnBefore.isNegative(),
          "NEUROPOD_IDLE_STOP_AFTER and NEUROPOD_IDLE_WARN_BEFORE (neuropod.idle.stop-after,"
              + " neuropod.idle.warn-before) must not be negative");
      require(
          cpuPercent >= 0 && gpuPercent >= 0 && networkBytesPerSecond >= 0,
          "NEUROPOD_IDLE_CPU_PERCENT, NEUROPOD_IDLE_GPU_PERCENT and"
              + " NEUROPOD_IDLE_NETWORK_BYTES_PER_SECOND (neuropod.idle.*) must not be negative");
      require(
          !signals.isEmpty(),
          "NEUROPOD_IDLE_SIGNALS (neuropod.idle.signals) must name at least one of cpu, gpu and"
              + " network");
    }
  }

  /**
   * Pods that run for long.
   *
   * @param max how long a session may last, where the pod itself says nothing; zero for ever:
   *     {@code NEUROPOD_LIFETIME_MAX}
   * @param warnBefore how long before its end the owner is warned: {@code
   *     NEUROPOD_LIFETIME_WARN_BEFORE}
   */
  public record Lifetime(
      @DefaultValue("0s") Duration max, @DefaultValue("15m") Duration warnBefore) {
    public Lifetime {
      require(
          !max.isNegative() && !warnBefore.isNegative(),
          "NEUROPOD_LIFETIME_MAX and NEUROPOD_LIFETIME_WARN_BEFORE (neuropod.lifetime.max,"
              + " neuropod.lifetime.warn-before) must not be negative");
    }
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }
}
