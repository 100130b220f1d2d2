package online.neuropod.workflows.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import online.neuropod.workflows.contract.MaintenanceActivities;

/** Wallets in three parts, in each of which one thing is out of step. */
public final class FakeMaintenance implements MaintenanceActivities {
  private final List<WalletPage> pages = new ArrayList<>();

  /** The parts that were mended, in order. */
  public synchronized List<WalletPage> pages() {
    return List.copyOf(pages);
  }

  @Override
  public synchronized Reconciled reconcileWallets(WalletPage page) {
    pages.add(page);
    Optional<String> next =
        switch (page.after().orElse("")) {
          case "" -> Optional.of("f");
          case "f" -> Optional.of("p");
          default -> Optional.empty();
        };
    // Of the second part time is up within the last wallet.
    Optional<String> nextPod = next.filter("p"::equals).map(_ -> "pod-7");
    return new Reconciled(next, nextPod, 1);
  }

  @Override
  public int reconcilePods() {
    return 2;
  }

  @Override
  public Duration pauseBetweenRounds() {
    return Duration.ofMinutes(2);
  }
}
