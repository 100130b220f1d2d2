package online.neuropod.api.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Texts;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.MoneyAudit;
import online.neuropod.store.wallets.WalletStore;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** How often the audit reads everything. */
class MoneyControllerTest {
  private final WalletStore wallets = mock(WalletStore.class);
  private final PodStore pods = mock(PodStore.class);
  private final MoneyController money =
      new MoneyController(
          new PlatformUsage(wallets, pods, mock(UserStore.class)),
          new MoneyAudit(wallets, pods),
          new Texts());

  @Test
  void oneAuditGoesOnAtATime() {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    when(wallets.ledgersWithoutWallet()).thenReturn(Set.of());
    when(wallets.userIds(any(), anyInt()))
        .thenAnswer(
            _ -> {
              begun.countDown();
              goOn.await();
              return List.of();
            });
    var first = CompletableFuture.supplyAsync(() -> money.audit(Language.EN));
    await(begun);

    assertThatThrownBy(() -> money.audit(Language.EN))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(FailureCode.AUDIT_RUNNING));
    goOn.countDown();
    Answer<AuditView> answer = first.join();
    assertThat(answer.data().clean()).isTrue();
    assertThat(money.audit(Language.EN).data().clean()).isTrue();
  }

  @Test
  void oneThatFailedStandsInNobodysWay() {
    when(wallets.userIds(any(), anyInt()))
        .thenThrow(new DataAccessResourceFailureException("away"));

    for (int tries = 0; tries < 2; tries++) {
      assertThatThrownBy(() -> money.audit(Language.EN))
          .isInstanceOf(DataAccessResourceFailureException.class);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
