package online.neuropod.store.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.idempotency.IdempotencyStore.Claim;
import online.neuropod.store.idempotency.IdempotencyStore.Claim.Answered;
import online.neuropod.store.idempotency.IdempotencyStore.Claim.Open;
import online.neuropod.store.idempotency.IdempotencyStore.Claim.OtherRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoIdempotencyStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");

  private final IdempotencyStore requests;

  MongoIdempotencyStoreIT(Server server) {
    requests = MongoIdempotencyStore.open(server.freshTemplate());
  }

  @Test
  void theSameRequestAtOnceGetsOneSubject() throws InterruptedException, ExecutionException {
    List<Claim> claims =
        Together.run(8, i -> requests.claim("u", "key", "hash", "subject-" + i, T0));

    assertThat(claims).containsOnly(claims.getFirst());
    assertThat(claims.getFirst()).isInstanceOf(Open.class);
  }

  @Test
  void aRepeatedRequestGetsTheFirstAnswer() {
    requests.claim("u", "key", "hash", "s", T0);
    requests.answer("u", "key", 201, "{\"id\":\"s\"}");
    requests.answer("u", "key", 500, "late");

    assertThat(requests.claim("u", "key", "hash", "another", T0))
        .isEqualTo(new Answered(201, "{\"id\":\"s\"}"));
  }

  @Test
  void anotherRequestMayNotUseTheKey() {
    requests.claim("u", "key", "hash", "s", T0);
    assertThat(requests.claim("u", "key", "other", "t", T0)).isEqualTo(new OtherRequest());

    requests.answer("u", "key", 201, "{}");
    assertThat(requests.claim("u", "key", "other", "t", T0)).isEqualTo(new OtherRequest());
  }

  @Test
  void thoseOfOnePersonAreForgotten() {
    requests.claim("u.1", "key", "hash", "s", T0);
    requests.claim("u.1", "another", "hash", "s", T0);
    requests.claim("u-1", "key", "hash", "s", T0);

    assertThat(requests.forget("u.1")).isEqualTo(2);

    assertThat(requests.claim("u.1", "key", "other", "t", T0)).isEqualTo(new Open("t"));
    assertThat(requests.claim("u-1", "key", "other", "t", T0)).isEqualTo(new OtherRequest());
  }

  @Test
  void keysOfTwoPeopleAreTwo() {
    requests.claim("u", "key", "hash", "s", T0);

    assertThat(requests.claim("v", "key", "other", "t", T0)).isEqualTo(new Open("t"));
  }

  @Test
  void aReleasedKeyIsFreeForAnotherRequest() {
    requests.claim("u", "key", "hash", "s", T0);
    requests.release("u", "key");

    assertThat(requests.claim("u", "key", "other", "t", T0)).isEqualTo(new Open("t"));
    assertThat(requests.claim("u", "key", "hash", "s", T0)).isEqualTo(new OtherRequest());
  }

  @Test
  void ofManyOtherRequestsOneTakesAReleasedKey() throws InterruptedException, ExecutionException {
    requests.claim("u", "key", "hash", "s", T0);
    requests.release("u", "key");

    List<Claim> claims = Together.run(6, i -> requests.claim("u", "key", "hash-" + i, "s" + i, T0));

    assertThat(claims).filteredOn(Open.class::isInstance).hasSize(1);
    assertThat(claims).filteredOn(OtherRequest.class::isInstance).hasSize(5);
  }

  @Test
  void anAnswerOutlivesTheReleaseByATwinOfTheRequest() {
    requests.claim("u", "key", "hash", "s", T0);
    requests.claim("u", "key", "hash", "t", T0);
    requests.release("u", "key");
    assertThat(requests.claim("u", "key", "hash", "t", T0)).isEqualTo(new Open("s"));

    requests.answer("u", "key", 201, "{}");
    requests.release("u", "key");

    assertThat(requests.claim("u", "key", "hash", "t", T0)).isEqualTo(new Answered(201, "{}"));
  }

  @Test
  void sweepsOldClaimsOnly() {
    requests.claim("u", "old", "hash", "s", T0);
    requests.claim("u", "new", "hash", "s", T0.plusSeconds(10));

    assertThat(requests.sweep(T0.plusSeconds(10))).isEqualTo(1);

    assertThat(requests.claim("u", "old", "other", "t", T0)).isEqualTo(new Open("t"));
    assertThat(requests.claim("u", "new", "other", "t", T0)).isEqualTo(new OtherRequest());
  }
}
