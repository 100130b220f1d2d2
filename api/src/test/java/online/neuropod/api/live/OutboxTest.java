package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.api.live.ServerFrame.Gone;
import org.junit.jupiter.api.Test;

/** What waits for a slow reader. */
class OutboxTest {
  private static final int LIMIT = 3;

  private final Outbox box = new Outbox(LIMIT);

  private static ServerFrame frame(String type, Object data) {
    return new ServerFrame(type, null, data);
  }

  private List<ServerFrame> drained() throws InterruptedException {
    box.close();
    var frames = new ArrayList<ServerFrame>();
    for (Optional<ServerFrame> next = box.take(); next.isPresent(); next = box.take()) {
      frames.add(next.get());
    }
    return frames;
  }

  @Test
  void ofOnePodTheLastUpdateAloneWaits() throws InterruptedException {
    for (int revision = 1; revision <= 100; revision++) {
      box.put("pod a", frame("podUpdate", revision));
    }
    box.put("pod b", frame("podUpdate", "b"));
    assertThat(drained()).containsExactly(frame("podUpdate", 100), frame("podUpdate", "b"));
  }

  @Test
  void aPodThatIsNewStaysNew() throws InterruptedException {
    box.put("pod a", frame("podCreated", 1));
    box.put("pod a", frame("podUpdate", 2));
    assertThat(drained()).containsExactly(frame("podCreated", 2));
  }

  @Test
  void theEndOfAPodIsTheLastThatIsTold() throws InterruptedException {
    var gone = ServerFrame.gone(new Gone("a", "a", 3));
    box.put("pod a", frame("podUpdate", 2));
    box.put("pod a", gone);
    assertThat(drained()).containsExactly(gone);
  }

  @Test
  void framesThatNothingReplacesAreBounded() throws InterruptedException {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(box.add(frame("pong", i))).isTrue();
    }
    assertThat(box.add(frame("pong", LIMIT))).isFalse();
    box.put("pod a", frame("podUpdate", 1));
    assertThat(box.take()).contains(frame("pong", 0));
    assertThat(box.add(frame("pong", LIMIT))).isTrue();
  }

  @Test
  void whoPutsInALargeFrameWaitsForRoom() throws InterruptedException {
    var written = new AtomicInteger();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (box.addWhenThereIsRoom(frame("podLogs", written.get()), () -> true)) {
                      written.incrementAndGet();
                    }
                  } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                  }
                });
    await().untilAtomic(written, is(1));
    assertThat(box.add(frame("pong", 1))).as("room for small ones").isTrue();
    assertThat(box.take()).contains(frame("podLogs", 0));
    await().untilAtomic(written, is(2));
    box.close();
    writer.join();
  }

  @Test
  void aLargeFrameThatNobodyWantsAnyMoreIsNotSent() throws InterruptedException {
    assertThat(box.addWhenThereIsRoom(frame("podLogs", 1), () -> false)).isFalse();
    assertThat(drained()).isEmpty();
  }

  @Test
  void aSnapshotTakesThePlaceOfWhatItShows() throws InterruptedException {
    box.put("pod a", frame("podUpdate", 1));
    box.put("pod b", frame("podUpdate", 1));
    box.addInsteadOf(List.of("pod a"), frame("subscribed", "a"));
    box.put("pod a", frame("podUpdate", 2));
    assertThat(drained())
        .containsExactly(frame("podUpdate", 1), frame("subscribed", "a"), frame("podUpdate", 2));
  }

  @Test
  void aClosedBoxTakesNothingInAndGivesOutWhatWaits() throws InterruptedException {
    box.add(frame("pong", 1));
    box.close();
    box.add(frame("pong", 2));
    box.put("pod a", frame("podUpdate", 1));
    assertThat(box.take()).contains(frame("pong", 1));
    assertThat(box.take()).isEmpty();
  }
}
