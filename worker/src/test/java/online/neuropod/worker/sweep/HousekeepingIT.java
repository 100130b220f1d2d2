package online.neuropod.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.activities.Parts;
import online.neuropod.domain.user.Lockout.Attempts;
import online.neuropod.domain.user.RefreshChain;
import online.neuropod.domain.user.Session;
import online.neuropod.domain.user.Session.Client;
import online.neuropod.domain.user.SignInWay;
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
    Housekeeping house = house();
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

    house().run();

    assertThat(budgets.sweep(parts.now())).isZero();
  }

  @Test
  void aSessionThatHasEndedByItselfAndFailuresOfAnHourAgoAreForgotten() {
    var sessions = parts.stores().sessions();
    var attempts = parts.stores().attempts();
    Instant now = parts.now();
    sessions.open(
        new Session(
            "s",
            "u",
            SignInWay.PASSWORD,
            new Client("", "192.0.2.1"),
            now,
            now,
            now.plus(Duration.ofHours(1)),
            RefreshChain.first()),
        9);
    attempts.write("a", Optional.empty(), new Attempts(3, now));

    parts.pass(Duration.ofHours(1));
    house().run();
    assertThat(sessions.sweep(parts.now())).isZero();
    assertThat(attempts.find("a")).isPresent();

    parts.pass(Duration.ofSeconds(1));
    house().run();
    assertThat(attempts.find("a")).isEmpty();
  }

  private Housekeeping house() {
    return new Housekeeping(
        parts.stores().idempotency(),
        parts.stores().budgets(),
        parts.stores().sessions(),
        parts.stores().attempts(),
        parts::now);
  }
}
