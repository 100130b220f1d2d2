package online.neuropod.api.wallet;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.List;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.wallet.WalletView.Transaction;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.user.Role;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.store.wallets.WalletStore.Which;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads a person's own money. */
@RestController
@RequestMapping("/api/wallet")
@Tag(name = "wallet")
public class WalletController {
  private final WalletStore wallets;
  private final Ledger ledger;
  private final InstantSource clock = InstantSource.system();

  /** Reads from this store. */
  public WalletController(WalletStore wallets, Ledger ledger) {
    this.wallets = wallets;
    this.ledger = ledger;
  }

  /** How the wallet stands now. */
  @GetMapping
  Answer<WalletView> wallet(Viewer viewer) {
    Wallet wallet =
        wallets
            .find(viewer.id())
            .orElseGet(() -> Wallet.empty(viewer.id(), viewer.user().role() == Role.ADMIN));
    return Answer.of(WalletView.of(wallet, clock.instant()));
  }

  /** The ledger, newest first. */
  @GetMapping("/transactions")
  PagedAnswer<Transaction> transactions(
      Viewer viewer,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    Paging paging = Paging.of(page, size);
    List<Entry> entries = wallets.entries(viewer.id(), Which.ALL, paging.page(), paging.size());
    return PagedAnswer.of(ledger.read(entries), paging, wallets.count(viewer.id(), Which.ALL));
  }
}
