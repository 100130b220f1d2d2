package online.neuropod.api.pods;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.idempotency.IdempotencyStore.Claim;
import tools.jackson.databind.json.JsonMapper;

/** Answers a repeated request with the first answer, by its Idempotency-Key. */
public class Idempotency {
  private static final int MAX_KEY = 255;

  private final IdempotencyStore claims;
  private final JsonMapper json;
  private final InstantSource clock = InstantSource.system();

  /** Keeps answers in this store. */
  public Idempotency(IdempotencyStore claims, JsonMapper json) {
    this.claims = claims;
    this.json = json;
  }

  /**
   * Does what is asked once for each key.
   *
   * @param key of the request; without one it is always done
   * @param status that the answer will have
   * @param work is given the id for what it creates: the same at every try of a key, so that after
   *     a crash it finds what it made before
   * @throws Refusal if the key came with another request; what {@code work} refuses frees the key
   */
  public <T> T once(
      String userId,
      Optional<String> key,
      Object request,
      int status,
      Class<T> type,
      Function<String, T> work) {
    if (key.isEmpty()) {
      return work.apply(UUID.randomUUID().toString());
    }
    String name = checked(key.get());
    return switch (claims.claim(
        userId, name, hash(request), UUID.randomUUID().toString(), clock.instant())) {
      case Claim.Answered answered -> json.readValue(answered.body(), type);
      case Claim.OtherRequest _ -> throw Refusal.of(FailureCode.IDEMPOTENCY_KEY_REUSED);
      case Claim.Open open -> {
        T answer = doIt(userId, name, open.subjectId(), work);
        claims.answer(userId, name, status, json.writeValueAsString(answer));
        yield answer;
      }
    };
  }

  private <T> T doIt(String userId, String key, String subjectId, Function<String, T> work) {
    try {
      return work.apply(subjectId);
    } catch (Refusal refused) {
      claims.release(userId, key);
      throw refused;
    }
  }

  private static String checked(String key) {
    if (key.isBlank() || key.length() > MAX_KEY) {
      var fault = new Refusal.Fault("Idempotency-Key", "text", Map.of("max", "" + MAX_KEY));
      throw Refusal.of(List.of(fault));
    }
    return key;
  }

  private String hash(Object request) {
    try {
      byte[] body = json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
