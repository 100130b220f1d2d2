package online.neuropod.api.wallet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a period cost, line by line. Without a pod, {@code openingBalance + total.amount =
 * closingBalance} to the micro-euro. A line belongs to the period in which it was written.
 *
 * @param from begin of the period; left out for the first entry
 * @param to end of the period; left out for now
 * @param podId the pod it is about; left out for all
 * @param openingBalance euros before the period; left out for one pod
 * @param closingBalance euros after the period; left out for one pod
 * @param total of all lines
 * @param sessions time, by pod and session
 * @param other what is no time: top-ups, corrections, the first balance
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Receipt")
public record ReceiptView(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String podId,
    @Nullable BigDecimal openingBalance,
    @Nullable BigDecimal closingBalance,
    Total total,
    List<Session> sessions,
    List<Other> other) {
  /**
   * Sums of lines.
   *
   * @param seconds charged, less what was given back, with milliseconds
   * @param amount signed change of the balance, euros
   * @param value what the charged time was worth, less what was given back, euros
   * @param writtenOffSeconds time after the end of the money
   * @param writtenOff what that was worth, euros; nobody pays it
   */
  @Schema(name = "ReceiptTotal")
  public record Total(
      BigDecimal seconds,
      BigDecimal amount,
      BigDecimal value,
      BigDecimal writtenOffSeconds,
      BigDecimal writtenOff) {}

  /**
   * One session of a pod, or of the workspace volume, as far as its lines are of the period.
   *
   * @param subject what it is about
   * @param podId the pod
   * @param podName the pod's name
   * @param session its number among those of the same pod
   * @param ratePerHour euros
   * @param priceVersion the price list that says so
   * @param from begin of the first line
   * @param to end of the last line
   * @param cause what ended it, where it ended in the period: a stable code
   * @param total of its lines
   * @param intervals its lines, oldest first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ReceiptSession")
  public record Session(
      @Schema(allowableValues = {"pod", "volume"}) String subject,
      @Nullable String podId,
      @Nullable String podName,
      long session,
      BigDecimal ratePerHour,
      long priceVersion,
      Instant from,
      Instant to,
      @Nullable String cause,
      Total total,
      List<Interval> intervals) {}

  /**
   * A time that is charged, given back or written off.
   *
   * @param n place in the ledger
   * @param kind what is done with it
   * @param from begin, inclusive
   * @param opened what happened there
   * @param to end, exclusive
   * @param closed what happened there
   * @param seconds length with milliseconds; negative where it is given back
   * @param ratePerHour euros
   * @param priceVersion the price list that says so
   * @param amount signed change of the balance, euros
   * @param value what it was worth, euros; negative where it is given back
   * @param balanceAfter the balance with it
   * @param cause what ended the session, where this is of its end: a stable code
   * @param createdAt when it was written
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ReceiptInterval")
  public record Interval(
      long n,
      @Schema(allowableValues = {"charge", "refund", "writeOff"}) String kind,
      Instant from,
      @Schema(allowableValues = {"started", "tick", "moneyEnded", "settled", "grown", "ended"})
          String opened,
      Instant to,
      @Schema(allowableValues = {"started", "tick", "moneyEnded", "settled", "grown", "ended"})
          String closed,
      BigDecimal seconds,
      BigDecimal ratePerHour,
      long priceVersion,
      BigDecimal amount,
      BigDecimal value,
      BigDecimal balanceAfter,
      @Nullable String cause,
      Instant createdAt) {}

  /**
   * A line that is no time.
   *
   * @param n place in the ledger
   * @param kind what it is
   * @param amount signed change of the balance, euros
   * @param balanceAfter the balance with it
   * @param reason why, where somebody gave one
   * @param actor person or {@code system}
   * @param createdAt when it was written
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ReceiptOther")
  public record Other(
      long n,
      @Schema(allowableValues = {"initial", "topUp", "adjustment"}) String kind,
      BigDecimal amount,
      BigDecimal balanceAfter,
      @Nullable String reason,
      String actor,
      Instant createdAt) {}
}
