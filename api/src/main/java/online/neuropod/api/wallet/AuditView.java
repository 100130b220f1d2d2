package online.neuropod.api.wallet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.domain.money.AuditReport;
import online.neuropod.domain.money.Law;
import org.jspecify.annotations.Nullable;

/**
 * Whether the laws of money hold.
 *
 * @param at when it was looked
 * @param clean whether all hold
 * @param wallets how many were read
 * @param entries how many were read
 * @param pending entries that a crash left out and the next writer puts into the ledger; no breach
 * @param laws all of them
 * @param breaches where one does not hold; at most 100 of each law
 */
@Schema(name = "MoneyAudit")
public record AuditView(
    Instant at,
    boolean clean,
    long wallets,
    long entries,
    long pending,
    List<LawView> laws,
    List<Breach> breaches) {
  /**
   * A law.
   *
   * @param law its name, stable
   * @param words what it says
   * @param holds whether it does
   * @param breaches how many there are, those included that are not told
   */
  @Schema(name = "MoneyLaw")
  public record LawView(String law, String words, boolean holds, long breaches) {}

  /**
   * A place where a law does not hold.
   *
   * @param law its name
   * @param userId whose wallet
   * @param slot the pod's id or {@code volume}, where it is about a meter
   * @param session of the meter
   * @param n of the entry, where it is about one
   * @param detail what was found and what should be there; in English
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "MoneyBreach")
  public record Breach(
      String law,
      String userId,
      @Nullable String slot,
      @Nullable Long session,
      @Nullable Long n,
      String detail) {
    static Breach of(online.neuropod.domain.money.Breach breach) {
      return new Breach(
          breach.law().name(),
          breach.userId(),
          breach.slot().orElse(null),
          breach.session() == 0 ? null : breach.session(),
          breach.n() == 0 ? null : breach.n(),
          breach.detail());
    }
  }

  static AuditView of(AuditReport report, Language language, Texts texts) {
    return new AuditView(
        report.at(),
        report.isClean(),
        report.wallets(),
        report.entries(),
        report.pending(),
        Arrays.stream(Law.values()).map(law -> law(law, report, language, texts)).toList(),
        report.breaches().stream().map(Breach::of).toList());
  }

  private static LawView law(Law law, AuditReport report, Language language, Texts texts) {
    long breaches = report.breachesOf(law);
    return new LawView(
        law.name(), texts.say(language, "law." + law.name()), breaches == 0, breaches);
  }
}
