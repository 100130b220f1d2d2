package online.neuropod.api.wallet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Period;
import online.neuropod.api.answer.Refusal;
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

  /** Several at once would read the same, and take the database from those who work with it. */
  private final Semaphore auditing = new Semaphore(1);

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
  @Operation(description = "Reads every entry, one run at a time: 409 while another one goes on.")
  @FailsWith(FailureCode.AUDIT_RUNNING)
  @GetMapping("/money/audit")
  Answer<AuditView> audit(Language language) {
    if (!auditing.tryAcquire()) {
      throw Refusal.of(FailureCode.AUDIT_RUNNING);
    }
    try {
      return Answer.of(AuditView.of(audit.run(clock.instant()), language, texts));
    } finally {
      auditing.release();
    }
  }
}
