package online.neuropod.api.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.PodWorkflows;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  /** A wallet of which a pod runs. */
  private static Wallet running() {
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    var draft = new WalletDraft(Wallet.empty("owner", false), now);
    draft.open(10_000_000);
    draft.reserve("pod", 1, 1_000_000, 1, 0, Duration.ofHours(1));
    draft.started("pod", 1, now, 0);
    return draft.result();
  }

  /** Takes connections and never says anything, as a host that is overloaded. */
  private static WorkflowServiceStubs stubs(ServerSocket silent) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget("127.0.0.1:" + silent.getLocalPort())
            .build());
  }

  @Test
  void nobodyWaitsForATemporalThatIsAway() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WorkflowServiceStubs stubs = stubs(silent);
      var started = new AtomicInteger();
      var ended = new AtomicInteger();
      Executor threads =
          task ->
              Thread.ofVirtual()
                  .start(
                      () -> {
                        started.incrementAndGet();
                        task.run();
                        ended.incrementAndGet();
                      });
      try {
        WorkflowClient client = WorkflowClient.newInstance(stubs);
        var delivery =
            new Delivery(
                new PodWorkflows(client, "test"), new BillingWorkflows(client, "test"), threads);
        long begin = System.nanoTime();
        for (int i = 0; i < 100; i++) {
          delivery.wakeBilling(running());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        await().untilAsserted(() -> assertThat(started).hasValue(64));
      } finally {
        stubs.shutdownNow();
      }
      // What was under way ends without a failure of its own when the connection does.
      await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(ended).hasValue(64));
    }
  }

  @Test
  void aWalletOfWhichNothingRunsWakesNobody() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WorkflowServiceStubs stubs = stubs(silent);
      try {
        WorkflowClient client = WorkflowClient.newInstance(stubs);
        var calls = new AtomicInteger();
        var delivery =
            new Delivery(
                new PodWorkflows(client, "test"),
                new BillingWorkflows(client, "test"),
                _ -> calls.incrementAndGet());
        delivery.wakeBilling(Wallet.empty("owner", false));
        assertThat(calls).hasValue(0);
        delivery.wakeBilling(running());
        assertThat(calls).hasValue(1);
      } finally {
        stubs.shutdownNow();
      }
    }
  }
}
