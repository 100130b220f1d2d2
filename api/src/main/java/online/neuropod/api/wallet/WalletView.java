package online.neuropod.api.wallet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Wallet;
import org.jspecify.annotations.Nullable;

/**
 * A person's money, in euros.
 *
 * @param balance after the last charge; null when unlimited
 * @param accrued used since the last charge
 * @param available {@code balance − accrued}; null when unlimited
 * @param burnRatePerHour what all that runs costs an hour
 * @param runsOutAt when the money ends if all goes on as it is; null when it does not
 * @param activeSessions pods that are billed now
 * @param alertThresholdMinutes the runway below which the person wants to be warned, beside the
 *     installation's; null for none
 */
@Schema(name = "Wallet")
public record WalletView(
    @Nullable BigDecimal balance,
    BigDecimal accrued,
    @Nullable BigDecimal available,
    BigDecimal burnRatePerHour,
    @Nullable Instant runsOutAt,
    long activeSessions,
    @Nullable Long alertThresholdMinutes) {

  /** How a wallet stands at a moment. */
  public static WalletView of(Wallet wallet, Instant now) {
    long sessions = wallet.podMeters().values().stream().filter(Meter::isRunning).count();
    return new WalletView(
        wallet.unlimited() ? null : Micros.toEuros(wallet.balanceMicros()),
        Micros.toEuros(wallet.accruedAt(now)),
        wallet.unlimited() ? null : Micros.toEuros(wallet.availableAt(now)),
        Micros.toEuros(wallet.burnRate()),
        wallet.exhaustedAt().orElse(null),
        sessions,
        alertThreshold(wallet).orElse(null));
  }

  /** The person's own warning, in minutes of runway. */
  public static Optional<Long> alertThreshold(Wallet wallet) {
    return wallet.alerts().own().map(Duration::toMinutes);
  }

  /**
   * One line of the ledger.
   *
   * @param n place in the ledger, from 1 without gaps
   * @param kind what it is
   * @param amount signed change of the balance, euros
   * @param value what the time was worth, also where nothing is paid for it
   * @param balanceAfter the balance with it
   * @param subject what it is about
   * @param podId the pod it is about
   * @param podName the pod's name
   * @param from begin of the time
   * @param to end of the time
   * @param ratePerHour euros
   * @param priceVersion the price list that says so
   * @param reason why, where somebody gave one
   * @param actor person, {@code system} or {@code billing}
   * @param createdAt when it was written
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Transaction")
  public record Transaction(
      long n,
      @Schema(allowableValues = {"initial", "charge", "refund", "writeOff", "topUp", "adjustment"})
          String kind,
      BigDecimal amount,
      BigDecimal value,
      BigDecimal balanceAfter,
      @Schema(allowableValues = {"pod", "volume", "wallet"}) String subject,
      @Nullable String podId,
      @Nullable String podName,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable BigDecimal ratePerHour,
      @Nullable Long priceVersion,
      @Nullable String reason,
      String actor,
      Instant createdAt) {}
}
