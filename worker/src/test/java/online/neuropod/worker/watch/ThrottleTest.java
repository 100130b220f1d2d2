package online.neuropod.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final List<String> passed = new CopyOnWriteArrayList<>();
  private final Throttle throttle = new Throttle(PAUSE, 2, passed::add);

  @AfterEach
  void end() {
    throttle.close();
  }

  @Test
  void theFirstIsPassedOnAtOnceAndTheRestTogether() {
    IntStream.range(0, 100).forEach(_ -> throttle.event("a"));

    await().until(() -> passed.size() == 2);
    await()
        .during(PAUSE.multipliedBy(2))
        .atMost(PAUSE.multipliedBy(4))
        .until(() -> passed.size() == 2);
    throttle.event("a");
    await().until(() -> passed.size() == 3);
  }

  @Test
  void oneThatComesAloneIsPassedOnOnce() {
    throttle.event("a");

    await()
        .during(PAUSE.multipliedBy(2))
        .atMost(PAUSE.multipliedBy(4))
        .until(() -> passed.equals(List.of("a")));
  }

  @Test
  void keysDoNotWaitForEachOther() {
    throttle.event("a");
    throttle.event("b");

    await().atMost(Duration.ofSeconds(5)).until(() -> passed.size() == 2);
    assertThat(passed).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void afterItsEndNothingIsPassedOn() {
    throttle.close();
    throttle.event("a");

    await().during(PAUSE).atMost(PAUSE.multipliedBy(3)).until(passed::isEmpty);
  }
}
