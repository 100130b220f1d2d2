package online.neuropod.api.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import online.neuropod.api.status.Dependencies.Question;
import online.neuropod.api.status.Dependencies.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DependenciesTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Never answers, until it is interrupted. */
  private static Optional<String> silence() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("nobody is there");
  }

  @Test
  void allAreAskedAtOnceAndADeadOneIsSaid() {
    var questions = new LinkedHashMap<String, Question>();
    questions.put("silent", DependenciesTest::silence);
    questions.put("broken", () -> Optional.of(List.<String>of().getFirst()));
    questions.put("well", () -> Optional.of("1.2.3"));
    questions.put("mute", () -> Optional.of(""));
    questions.put("silent too", DependenciesTest::silence);

    long began = System.nanoTime();
    List<State> states = new Dependencies(questions, threads).check();
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    // Two deadlines one after the other would be 6 s.
    assertThat(took).isBetween(Dependencies.DEADLINE, Dependencies.DEADLINE.plusMillis(2500));
    assertThat(states)
        .extracting(State::name)
        .containsExactly("silent", "broken", "well", "mute", "silent too");
    assertThat(states).extracting(State::up).containsExactly(false, false, true, true, false);
    assertThat(states.get(0).problem()).contains("no answer in 3 s");
    assertThat(states.get(1).problem()).contains("NoSuchElementException");
    assertThat(states.get(2).version()).contains("1.2.3");
    assertThat(states.get(3).version()).isEmpty();
    assertThat(states.get(2).latency()).isLessThan(Dependencies.DEADLINE);
  }
}
