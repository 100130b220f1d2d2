package online.neuropod.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import online.neuropod.domain.user.RefreshChain.Worth;
import org.junit.jupiter.api.Test;

class RefreshChainTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(10);

  @Test
  void onlyTheNewestIsReplaced() {
    RefreshChain chain = RefreshChain.first().next(T0, GRACE);

    assertThat(chain.current()).isEqualTo(2);
    assertThat(chain.worth(2, T0, GRACE)).isEqualTo(Worth.NEWEST);
  }

  @Test
  void onesReplacedLatelyAreTwinsHoweverManyCameSince() {
    RefreshChain chain =
        RefreshChain.first()
            .next(T0, GRACE)
            .next(T0.plusSeconds(4), GRACE)
            .next(T0.plusSeconds(8), GRACE);

    assertThat(chain.worth(1, T0.plusSeconds(10), GRACE)).isEqualTo(Worth.TWIN);
    assertThat(chain.worth(1, T0.plusSeconds(11), GRACE)).isEqualTo(Worth.REUSED);
    assertThat(chain.worth(2, T0.plusSeconds(11), GRACE)).isEqualTo(Worth.TWIN);
    assertThat(chain.worth(3, T0.plusSeconds(18), GRACE)).isEqualTo(Worth.TWIN);
  }

  @Test
  void numbersThatNobodyCanHaveAreNoBetterThanOldOnes() {
    RefreshChain chain = RefreshChain.first().next(T0, GRACE);

    assertThat(chain.worth(3, T0, GRACE)).isEqualTo(Worth.REUSED);
    assertThat(chain.worth(0, T0, GRACE)).isEqualTo(Worth.REUSED);
  }

  @Test
  void whatIsPastTheGraceIsNotKept() {
    RefreshChain chain = RefreshChain.first().next(T0, GRACE).next(T0.plusSeconds(60), GRACE);

    assertThat(chain.retired()).extracting(RefreshChain.Retired::number).containsExactly(2);
  }

  @Test
  void withoutAGraceEveryOldOneIsReused() {
    RefreshChain chain = RefreshChain.first().next(T0, Duration.ZERO);

    assertThat(chain.worth(1, T0.plusMillis(1), Duration.ZERO)).isEqualTo(Worth.REUSED);
  }

  @Test
  void numbersBeginAtOne() {
    assertThatThrownBy(() -> new RefreshChain(0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
