package online.neuropod.api.live;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.wallets.WalletStore;
import org.junit.jupiter.api.Test;

/** How changes are found and told. */
class FeedTest {
  private static final long PATIENCE_MILLIS = 10_000;
  private static final Pod POD = SomePod.of("a", 1, 1, PodStatus.CREATING);

  private final PodStore pods = mock();
  private final Connections connections = mock();
  private final Broadcast broadcast = mock();
  private final Feed feed =
      new Feed(
          pods,
          mock(WalletStore.class),
          mock(NoticeStore.class),
          connections,
          broadcast,
          Duration.ofMillis(1),
          new SimpleMeterRegistry().timer("lag"),
          InstantSource.system());

  @Test
  void whatCouldNotBeToldIsToldAgainAndWhatWasToldIsNot() throws InterruptedException {
    when(pods.changedSince(any())).thenReturn(List.of(POD));
    doThrow(new IllegalStateException("no store")).doNothing().when(broadcast).pods(List.of(POD));
    doNothing().when(broadcast).pods(List.of());
    Thread looking = Thread.ofVirtual().start(feed);
    verify(broadcast, timeout(PATIENCE_MILLIS).atLeast(5)).pods(List.of());
    looking.interrupt();
    looking.join();
    verify(broadcast, times(2)).pods(List.of(POD));
  }
}
