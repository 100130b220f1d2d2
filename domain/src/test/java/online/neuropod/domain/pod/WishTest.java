package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishTest {
  private static Wish wish(long seq) {
    return new Wish(Operation.RUN, seq, Wish.BY_SYSTEM, Instant.EPOCH, Optional.empty());
  }

  @Test
  void isNumberedFromOne() {
    assertThat(wish(1).seq()).isEqualTo(1);
    assertThatThrownBy(() -> wish(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"RUN, run, STARTING", "STOP, stop, STOPPING", "DELETE, delete, DELETING"})
  void eachOperationHasItsSpellingAndTheStatusOnTheWayToIt(
      Operation operation, String wire, PodStatus status) {
    assertThat(operation.wire()).isEqualTo(wire);
    assertThat(operation.statusWhenWished()).isEqualTo(status);
  }
}
