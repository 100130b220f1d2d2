package online.neuropod.store.wallets;

import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.money.LowBalance;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;

/** Warnings of wallets as notices. */
final class Warnings {
  private Warnings() {}

  static Notice notice(String userId, LowBalance warning) {
    return new Notice(
        userId + ":low-balance:" + warning.n(),
        Optional.of(userId),
        Kind.LOW_BALANCE,
        Optional.empty(),
        Map.of(
            "level", warning.level().toString(),
            "available", Long.toString(warning.availableMicros()),
            "runsOutAt", warning.runsOutAt().toString()),
        warning.at());
  }
}
