package online.neuropod.api.wallet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.store.wallets.MoneyAudit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads everybody's money; for administrators. */
@RestController
@OpenTo(Audience.ADMINISTRATORS)
@RequestMapping("/api/admin")
@Tag(name = "money")
public class MoneyController {
  private static final Duration USUAL = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final PlatformUsage usage;
  private final MoneyAudit audit;
  private final Texts texts;
  private final InstantSource clock = InstantSource.system();

  /** Reads by these. */
  public MoneyController(PlatformUsage usage, MoneyAudit audit, Texts texts) {
    this.usage = usage;
    this.audit = audit;
    this.texts = texts;
  }

  /** What everybody used and was given. */
  @Operation(description = "Without `from` and `to` the last 30 days; at most 366 days.")
  @GetMapping("/usage")
  Answer<UsageView.Platform> usage(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    return Answer.of(usage.over(Period.bounded(from, to, clock.instant(), USUAL, LONGEST)));
  }

  /** Whether the laws of money hold, and where they do not. Reads every entry. */
  @GetMapping("/money/audit")
  Answer<AuditView> audit(Language language) {
    return Answer.of(AuditView.of(audit.run(clock.instant()), language, texts));
  }
}
