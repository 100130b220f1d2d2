package online.neuropod.api.wallet;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.domain.pod.Pod;
import tools.jackson.databind.JsonNode;

/** Lives of wallets, told as billing writes them. */
abstract class WalletFixture extends ApiFixture {
  /** Of the pods in these tests, an hour. */
  static final long RATE = Micros.EURO;

  /** Of the workspaces in these tests, an hour. */
  static final long VOLUME_RATE = Micros.EURO / 2;

  /** After everything that is written now, to the hour. */
  static Instant tomorrow() {
    return Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
  }

  void write(Person owner, Instant at, Consumer<WalletDraft> rule) {
    wallets.change(
        owner.id(),
        at,
        draft -> {
          rule.accept(draft);
          return true;
        });
  }

  /** A session begins. */
  void start(Person owner, Pod pod, long rate, Instant at) {
    write(
        owner,
        at,
        draft -> {
          draft.reserve(pod.id(), 1, rate, 3, VOLUME_RATE, Duration.ofHours(1));
          draft.started(pod.id(), 1, at, VOLUME_RATE);
        });
  }

  void charge(Person owner, Pod pod, Instant to) {
    write(owner, to, draft -> draft.charge(pod.id(), 1, to));
  }

  /** A request for a correction. */
  static Map<String, Object> change(String operation, Object amount, String reason) {
    return new HashMap<>(Map.of("operation", operation, "amount", amount, "reason", reason));
  }

  /** The same of a person. */
  static Map<String, Object> change(Person owner, String operation, Object amount, String reason) {
    Map<String, Object> request = change(operation, amount, reason);
    request.put("userId", owner.id());
    return request;
  }

  static Reply correct(Person admin, Map<String, Object> request) {
    return admin.calls().post("/api/auth/users/balance", request);
  }

  static JsonNode wallet(Person person) {
    return person.calls().get("/api/wallet").expect(200).path("data");
  }

  static long micros(JsonNode euros) {
    return Micros.ofEuros(euros.decimalValue());
  }
}
