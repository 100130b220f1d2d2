package online.neuropod.api.wallet;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.CsvTable;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Period;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.wallet.WalletView.Transaction;
import online.neuropod.domain.user.User;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads anybody's money; for administrators. */
@RestController
@OpenTo(Audience.ADMINISTRATORS)
@FailsWith(FailureCode.USER_NOT_FOUND)
@RequestMapping("/api/admin/users/{id}/wallet")
@Tag(name = "userWallet")
public class UserWalletController {
  private final WalletQueries queries;
  private final UserStore users;

  /** Reads by these. */
  public UserWalletController(WalletQueries queries, UserStore users) {
    this.queries = queries;
    this.users = users;
  }

  private User owner(String id) {
    return users.find(id).orElseThrow(() -> Refusal.of(FailureCode.USER_NOT_FOUND));
  }

  /** How the wallet stands now. */
  @GetMapping
  Answer<WalletView> wallet(@PathVariable String id) {
    return Answer.of(queries.wallet(owner(id)));
  }

  /** The ledger, newest first. */
  @GetMapping(path = "/transactions", produces = MediaType.APPLICATION_JSON_VALUE)
  PagedAnswer<Transaction> transactions(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String podId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "createdAt,desc") @RequestParam(required = false)
          @Nullable String sort) {
    return queries.transactions(
        owner(id).id(), podId, Period.of(from, to), Paging.of(page, size), sort);
  }

  /** The ledger as a table. */
  @Hidden // described with the other of its address
  @GetMapping(path = "/transactions", produces = CsvTable.MEDIA_TYPE)
  void transactionTable(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String podId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      HttpServletResponse response)
      throws IOException {
    queries.sendTransactions(owner(id).id(), podId, Period.of(from, to), response);
  }

  /** What a period cost, line by line, by pod and session. */
  @GetMapping(path = "/receipts", produces = MediaType.APPLICATION_JSON_VALUE)
  Answer<ReceiptView> receipts(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String podId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    return Answer.of(queries.receipt(owner(id).id(), podId, Period.of(from, to)));
  }

  /** The same as a table. */
  @Hidden // described with the other of its address
  @GetMapping(path = "/receipts", produces = CsvTable.MEDIA_TYPE)
  void receiptTable(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String podId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      HttpServletResponse response)
      throws IOException {
    queries.sendReceipt(owner(id).id(), podId, Period.of(from, to), response);
  }

  /** What was used, by day, pod or GPU. */
  @GetMapping("/usage")
  Answer<UsageView> usage(
      @PathVariable String id,
      @Parameter(
              schema =
                  @Schema(
                      allowableValues = {"day", "pod", "gpu"},
                      defaultValue = "day"))
          @RequestParam(defaultValue = "day")
          String group,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    return Answer.of(queries.usage(owner(id).id(), group, Period.of(from, to)));
  }
}
