package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTest {
  @ParameterizedTest
  @CsvSource({"1, false", "2, true", "3, true"})
  void isSettledOnceTheOutcomeOfItsNewestWishIsWritten(long doneSeq, boolean settled) {
    assertThat(pod(2, doneSeq).isSettled()).isEqualTo(settled);
  }

  @ParameterizedTest
  @CsvSource({"STARTING, starting", "READY, ready", "UNREACHABLE, unreachable"})
  void theStatusOfAServiceHasTheSpellingOfTheApi(ServiceStatus status, String wire) {
    assertThat(status.wire()).isEqualTo(wire);
  }

  private static Pod pod(long wished, long doneSeq) {
    return new Pod(
        "id",
        "mi-pod",
        "owner",
        "owner",
        PodSpecTest.spec("cpu", 20, 50),
        new PodRate(300_000, 100_000, 1),
        PodLimits.USUAL,
        new Wish(Operation.RUN, wished, "owner", Instant.EPOCH, Optional.empty()),
        wished,
        doneSeq,
        PodStatus.RUNNING,
        Optional.empty(),
        Map.of(),
        false,
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        Instant.EPOCH);
  }
}
