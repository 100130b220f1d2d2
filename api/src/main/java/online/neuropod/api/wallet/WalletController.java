package online.neuropod.api.wallet;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.CsvTable;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Period;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.wallet.WalletView.Transaction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads a person's own money. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@RequestMapping("/api/wallet")
@Tag(name = "wallet")
public class WalletController {
  private final WalletQueries queries;

  /** Reads by these. */
  public WalletController(WalletQueries queries) {
    this.queries = queries;
  }

  /** How the wallet stands now. */
  @GetMapping
  Answer<WalletView> wallet(Viewer viewer) {
    return Answer.of(queries.wallet(viewer.user()));
  }

  /** The ledger, newest first. */
  @Operation(
      description =
          "With `Accept: text/csv` all entries as a table, oldest first. `from` and `to` are about"
              + " when entries were written.")
  @GetMapping(path = "/transactions", produces = MediaType.APPLICATION_JSON_VALUE)
  PagedAnswer<Transaction> transactions(
      Viewer viewer,
      @RequestParam(required = false) @Nullable String podId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "createdAt,desc") @RequestParam(required = false)
          @Nullable String sort) {
    return queries.transactions(
        viewer.id(), podId, Period.of(from, to), Paging.of(page, size), sort);
  }

  /** The ledger as a table. */
  @Hidden // described with the other of its address
  @GetMapping(path = "/transactions", produces = CsvTable.MEDIA_TYPE)
  void transactionTable(
      Viewer viewer,
      @RequestParam(required = false) @Nullable String podId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      HttpServletResponse response)
      throws IOException {
    queries.sendTransactions(viewer.id(), podId, Period.of(from, to), response);
  }

  /** What a period cost, line by line, by pod and session. */
  @Operation(
      description =
          "With `Accept: text/csv` the lines as a table, oldest first, between the balances before"
              + " and after. `from` and `to` are about when lines were written; periods that follow"
              + " each other have each line once.")
  @GetMapping(path = "/receipts", produces = MediaType.APPLICATION_JSON_VALUE)
  Answer<ReceiptView> receipts(
      Viewer viewer,
      @RequestParam(required = false) @Nullable String podId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    return Answer.of(queries.receipt(viewer.id(), podId, Period.of(from, to)));
  }

  /** The same as a table. */
  @Hidden // described with the other of its address
  @GetMapping(path = "/receipts", produces = CsvTable.MEDIA_TYPE)
  void receiptTable(
      Viewer viewer,
      @RequestParam(required = false) @Nullable String podId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      HttpServletResponse response)
      throws IOException {
    queries.sendReceipt(viewer.id(), podId, Period.of(from, to), response);
  }

  /** What was used, by day, pod or GPU. */
  @GetMapping("/usage")
  Answer<UsageView> usage(
      Viewer viewer,
      @Parameter(
              schema =
                  @Schema(
                      allowableValues = {"day", "pod", "gpu"},
                      defaultValue = "day"))
          @RequestParam(defaultValue = "day")
          String group,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    return Answer.of(queries.usage(viewer.id(), group, Period.of(from, to)));
  }
}
