package online.neuropod.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import online.neuropod.activities.Parts;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.idempotency.IdempotencyStore.Claim.Answered;
import online.neuropod.store.idempotency.IdempotencyStore.Claim.Open;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HousekeepingIT {
  @RegisterExtension final Parts parts = new Parts();

  @Test
  void anAnswerIsKeptForADayAndThenForgotten() {
    IdempotencyStore requests = parts.stores().idempotency();
    var house = new Housekeeping(requests, parts.stores().budgets(), parts::now);
    requests.claim("u", "key", "hash", "first", parts.now());
    requests.answer("u", "key", 201, "{}");

    parts.pass(Duration.ofHours(24));
    house.run();
    assertThat(requests.claim("u", "key", "hash", "second", parts.now()))
        .isEqualTo(new Answered(201, "{}"));

    parts.pass(Duration.ofSeconds(1));
    house.run();
    assertThat(requests.claim("u", "key", "other", "second", parts.now()))
        .isEqualTo(new Open("second"));
  }

  @Test
  void aBudgetThatIsFullAgainIsForgotten() {
    var budgets = parts.stores().budgets();
    budgets.spend("a", 60, 60, parts.now());
    parts.pass(Duration.ofMinutes(1));

    new Housekeeping(parts.stores().idempotency(), budgets, parts::now).run();

    assertThat(budgets.sweep(parts.now())).isZero();
  }
}
