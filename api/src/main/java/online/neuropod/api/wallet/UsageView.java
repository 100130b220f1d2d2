package online.neuropod.api.wallet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was used, in groups. An entry belongs to the period in which it was written; its time is
 * shared among the days (UTC) that it spans.
 *
 * @param group what the groups are
 * @param from begin of the period; left out for the first entry
 * @param to end of the period; left out for now
 * @param total of all groups
 * @param groups days in their order, all others by what was charged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Usage")
public record UsageView(
    @Schema(allowableValues = {"day", "pod", "gpu"}) String group,
    @Nullable Instant from,
    @Nullable Instant to,
    Group total,
    List<Group> groups) {
  /**
   * Use of one kind.
   *
   * @param key day, pod, price key of a GPU, user, {@code volume} or {@code total}
   * @param name of the pod, GPU or person, where it is known
   * @param seconds charged, less what was given back, with milliseconds
   * @param amount signed change of the balance: {@code refunded − charged}, euros
   * @param charged euros
   * @param refunded euros
   * @param free worth of what was used with an unlimited wallet, euros
   * @param writtenOff worth of what ran after the end of the money, euros; nobody pays it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "UsageGroup")
  public record Group(
      String key,
      @Nullable String name,
      BigDecimal seconds,
      BigDecimal amount,
      BigDecimal charged,
      BigDecimal refunded,
      BigDecimal free,
      BigDecimal writtenOff) {}

  /**
   * Use by everybody.
   *
   * @param from begin of the period
   * @param to end of the period
   * @param total use
   * @param granted first balances of new people, euros
   * @param toppedUp given by administrators, euros
   * @param adjusted other corrections, signed, euros
   * @param perDay by day (UTC)
   * @param perUser by person
   * @param perGpu by price key
   */
  @Schema(name = "PlatformUsage")
  public record Platform(
      Instant from,
      Instant to,
      Group total,
      BigDecimal granted,
      BigDecimal toppedUp,
      BigDecimal adjusted,
      List<Group> perDay,
      List<Group> perUser,
      List<Group> perGpu) {}
}
