package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusReasonTest {
  @Test
  void cutsDetailsThatAreTooLongToRead() {
    StatusReason reason = StatusReason.of(CauseCode.INTERNAL, "detail", "x".repeat(2_000));

    assertThat(reason.details().get("detail")).hasSize(500);
  }

  @Test
  void doesNotChangeWithTheMapItWasMadeFrom() {
    var details = new HashMap<>(Map.of("image", "a"));
    var reason = new StatusReason(CauseCode.IMAGE_PULL, details);

    details.put("image", "b");

    assertThat(reason.details()).containsExactly(Map.entry("image", "a"));
  }

  @Test
  void wishesAreNumberedFromOne() {
    assertThatThrownBy(
            () -> new Wish(Operation.RUN, 0, Wish.BY_SYSTEM, Instant.EPOCH, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
