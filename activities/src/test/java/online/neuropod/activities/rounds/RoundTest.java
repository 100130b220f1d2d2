package online.neuropod.activities.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;

class RoundTest {
  private final List<String> tried = new ArrayList<>();

  private void round(List<String> items, Consumer<String> action) {
    Round.over(
        items,
        "test",
        item -> item,
        item -> {
          tried.add(item);
          action.accept(item);
        });
  }

  private static RuntimeException away() {
    return new KubernetesClientException("away");
  }

  static Stream<RuntimeException> failuresOfServers() {
    return Stream.of(
        away(),
        new StatusRuntimeException(Status.UNAVAILABLE),
        new WorkflowServiceException(WorkflowExecution.getDefaultInstance(), "type", away()),
        new ClusterRefusal(StatusReason.of(CauseCode.REFUSED_BY_CLUSTER), away()),
        new DataAccessResourceFailureException("away"));
  }

  @ParameterizedTest
  @MethodSource("failuresOfServers")
  void oneThatFailsDoesNotStopTheOthers(RuntimeException failure) {
    round(
        List.of("a", "b", "c", "d"),
        item -> {
          if (tried.size() == 1) {
            throw failure;
          }
        });

    assertThat(tried).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void endsWhenAServerIsAwayAltogether() {
    round(
        List.of("a", "b", "c", "d", "e"),
        item -> {
          throw away();
        });

    assertThat(tried).hasSize(3);
  }

  @Test
  void failuresBetweenSuccessesDoNotEndIt() {
    round(
        List.of("a", "b", "c", "d", "e", "f", "g", "h"),
        item -> {
          if (tried.size() % 3 != 0) {
            throw away();
          }
        });

    assertThat(tried).hasSize(8);
  }

  @Test
  void thoseThatAlwaysFailDoNotKeepTheLastFromItsTurnForEver() {
    var bad = Set.of("a", "b", "c");
    for (int rounds = 0; rounds < 100 && !tried.contains("good"); rounds++) {
      round(
          List.of("a", "b", "c", "good"),
          item -> {
            if (bad.contains(item)) {
              throw away();
            }
          });
    }

    // It is the last of four by chance in one round of four.
    assertThat(tried).contains("good");
  }

  @Test
  void aFaultOfTheProgramIsNotHidden() {
    var fault = new IllegalStateException("a fault");

    assertThatThrownBy(
            () ->
                round(
                    List.of("a"),
                    item -> {
                      throw fault;
                    }))
        .isSameAs(fault);
  }

  @Test
  void severalAtOnceWaitForNobody() {
    var meeting = new CyclicBarrier(3);
    var met = new AtomicInteger();
    Round.over(
        List.of("a", "b", "c", "d", "e", "f"),
        3,
        () -> false,
        "test",
        item -> item,
        item -> {
          try {
            meeting.await(10, TimeUnit.SECONDS);
            met.incrementAndGet();
          } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new AssertionError("there were never three at once", alone);
          }
        });

    assertThat(met).hasValue(6);
  }

  @Test
  void severalAtOnceEndWhenAServerIsAwayAltogether() {
    var calls = new AtomicInteger();
    Round.over(
        IntStream.range(0, 100).boxed().toList(),
        2,
        () -> false,
        "test",
        String::valueOf,
        _ -> {
          calls.incrementAndGet();
          throw away();
        });

    assertThat(calls.get()).isBetween(3, 4);
  }

  @Test
  void whatTimeIsLeftForIsDoneInOrderAndCounted() {
    var items = IntStream.range(0, 100).boxed().toList();
    int done =
        Round.over(
            items, 1, () -> tried.size() == 7, "test", String::valueOf, i -> tried.add("" + i));

    assertThat(done).isEqualTo(7);
    assertThat(tried).containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(Round.over(items, 3, () -> false, "test", String::valueOf, _ -> {})).isEqualTo(100);
    assertThat(Round.over(List.of(), 3, () -> true, "test", String::valueOf, _ -> {})).isZero();
  }

  @Test
  void whatAServerThatIsAwayLeftIsNotTriedAgainInTheSameRound() {
    int done =
        Round.over(
            IntStream.range(0, 100).boxed().toList(),
            2,
            () -> false,
            "test",
            String::valueOf,
            _ -> {
              throw away();
            });

    assertThat(done).isEqualTo(100);
  }

  @Test
  void whatNobodyForesawIsNotHiddenByThreads() {
    assertThatThrownBy(
            () ->
                Round.over(
                    List.of("a"),
                    2,
                    () -> false,
                    "test",
                    item -> item,
                    _ -> {
                      throw new IllegalStateException("unforeseen");
                    }))
        .hasRootCauseMessage("unforeseen");
  }
}
