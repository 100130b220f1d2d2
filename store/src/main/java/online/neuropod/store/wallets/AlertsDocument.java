package online.neuropod.store.wallets;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.money.LowBalance;
import online.neuropod.domain.money.RunwayAlerts;
import org.jspecify.annotations.Nullable;

/** {@link RunwayAlerts} in a wallet's document; levels in milliseconds. */
record AlertsDocument(
    @Nullable Long own,
    @Nullable Long warned,
    long n,
    @Nullable Instant ownSetAt,
    List<LowBalanceDocument> pending) {
  /** {@link LowBalance}. */
  record LowBalanceDocument(
      long n, long level, long availableMicros, Instant runsOutAt, Instant at) {
    static LowBalanceDocument of(LowBalance warning) {
      return new LowBalanceDocument(
          warning.n(),
          warning.level().toMillis(),
          warning.availableMicros(),
          warning.runsOutAt(),
          warning.at());
    }

    LowBalance toLowBalance() {
      return new LowBalance(n, Duration.ofMillis(level), availableMicros, runsOutAt, at);
    }
  }

  static AlertsDocument of(RunwayAlerts alerts) {
    return new AlertsDocument(
        alerts.own().map(Duration::toMillis).orElse(null),
        alerts.warned().map(Duration::toMillis).orElse(null),
        alerts.n(),
        alerts.ownSetAt().orElse(null),
        alerts.pending().stream().map(LowBalanceDocument::of).toList());
  }

  RunwayAlerts toAlerts() {
    return new RunwayAlerts(
        Optional.ofNullable(own).map(Duration::ofMillis),
        Optional.ofNullable(warned).map(Duration::ofMillis),
        n,
        Optional.ofNullable(ownSetAt),
        pending.stream().map(LowBalanceDocument::toLowBalance).toList());
  }
}
