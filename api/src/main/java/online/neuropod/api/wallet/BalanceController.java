package online.neuropod.api.wallet;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.audit.AuditTrail;
import online.neuropod.api.pods.Idempotency;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Corrects balances; for administrators. */
@RestController
@OpenTo(Audience.ADMINISTRATORS)
@RequestMapping("/api/auth/users")
@Tag(name = "users")
public class BalanceController {
  private final BalanceCommands commands;
  private final Idempotency idempotency;

  /** Corrects by these. */
  public BalanceController(BalanceCommands commands, Idempotency idempotency) {
    this.commands = commands;
    this.idempotency = idempotency;
  }

  /** Sets a person's balance, adds to it or takes from it. */
  @FailsWith({
    FailureCode.USER_NOT_FOUND,
    FailureCode.INSUFFICIENT_FUNDS,
    FailureCode.WALLET_UNLIMITED
  })
  @PostMapping("/balance")
  Answer<WalletView> balance(
      Viewer viewer,
      @RequestBody BalanceChange change,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      AuditTrail trail) {
    return Answer.of(
        idempotency.once(
            viewer.id(),
            Optional.ofNullable(key),
            change,
            HttpStatus.OK.value(),
            WalletView.class,
            id -> commands.correct(viewer, change, id, trail)));
  }

  /** Makes the wallets of administrators unlimited, and those of clients limited. */
  @PostMapping("/fix-balances")
  Answer<BalanceCommands.Fixed> fixBalances() {
    return Answer.of(commands.fixAll());
  }
}
