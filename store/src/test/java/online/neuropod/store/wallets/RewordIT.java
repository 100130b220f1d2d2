package online.neuropod.store.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.money.Adjustment.Operation;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Wallet;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.notices.MongoNoticeStore;
import online.neuropod.store.wallets.WalletStore.Which;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Words in a ledger that say who somebody was, and sums of what was spent. */
@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class RewordIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");

  private final MongoTemplate mongo;
  private final WalletStore wallets;

  RewordIT(Server server) {
    mongo = server.freshTemplate();
    wallets = MongoWalletStore.open(mongo, MongoNoticeStore.open(mongo, InstantSource.system()));
  }

  private void topUp(String user, long micros, String reason, String key) {
    wallets.change(user, T0, draft -> draft.adjust(Operation.ADD, micros, reason, "root", key));
  }

  @Test
  void reasonsAreOthersAndNothingElseIs() {
    wallets.open("u", false, Micros.EURO, T0);
    wallets.open("v", false, Micros.EURO, T0);
    topUp("u", 5, "for Ana", "k1");
    topUp("u", 7, "for Ana again", "k2");
    topUp("v", 5, "for Ana", "k3");
    Wallet before = wallets.find("u").orElseThrow();
    assertThat(before.pending()).hasSize(1);

    assertThat(wallets.reword("u", reason -> reason.replace("Ana", "…"))).isEqualTo(2);
    assertThat(wallets.reword("u", reason -> reason.replace("Ana", "…"))).isZero();

    assertThat(wallets.entries("u", Which.ALL, 0, 10))
        .extracting(Entry::reason)
        .containsExactly(Optional.of("for … again"), Optional.of("for …"), Optional.empty());
    assertThat(wallets.entries("v", Which.ALL, 0, 10).getFirst().reason()).contains("for Ana");
    Wallet after = wallets.find("u").orElseThrow();
    assertThat(after.balanceMicros()).isEqualTo(before.balanceMicros());
    assertThat(after.n()).isEqualTo(before.n());
    assertThat(after.pending()).as("what would bring the words back").isEmpty();
    assertThat(mongo.findAll(Document.class, "wallets"))
        .allSatisfy(wallet -> assertThat(wallet.toJson()).doesNotContain("for Ana again"));
  }

  @Test
  void aWriteAfterwardsChainsOn() {
    wallets.open("u", false, Micros.EURO, T0);
    topUp("u", 5, "for Ana", "k1");
    wallets.reword("u", _ -> "…");
    topUp("u", 7, "x", "k2");

    assertThat(wallets.entries("u", Which.ALL, 0, 10))
        .extracting(Entry::balanceAfter)
        .containsExactly(Micros.EURO + 12, Micros.EURO + 5, Micros.EURO);
  }

  @Test
  void sumsWhatWasChargedLessWhatWasGivenBack() {
    wallets.open("u", false, 10 * Micros.EURO, T0);
    wallets.open("v", false, 10 * Micros.EURO, T0);
    long rate = 2 * Micros.EURO;
    wallets.change(
        "u",
        T0,
        draft -> {
          draft.reserve("p", 1, rate, 7, 0, Duration.ofMinutes(1));
          draft.started("p", 1, T0, 0);
          draft.charge("p", 1, T0.plus(Duration.ofHours(2)));
          return true;
        });
    wallets.change(
        "u",
        T0,
        draft -> {
          draft.close("p", 1, T0.plus(Duration.ofHours(1)), Optional.empty());
          return true;
        });
    topUp("u", 5 * Micros.EURO, "more", "k1");

    assertThat(wallets.spentBy(Set.of("u", "v", "w")))
        .containsExactly(java.util.Map.entry("u", rate));
    assertThat(wallets.spentBy(Set.of())).isEmpty();
    assertThat(wallets.findAll(Set.of("u", "w"))).extracting(Wallet::userId).containsExactly("u");
  }
}
