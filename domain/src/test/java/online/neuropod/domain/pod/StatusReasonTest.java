package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusReasonTest {
  @Test
  void namesACauseWithoutDetails() {
    assertThat(StatusReason.of(CauseCode.WALLET_FROZEN))
        .isEqualTo(new StatusReason(CauseCode.WALLET_FROZEN, Map.of()));
  }

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
}
