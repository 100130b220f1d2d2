package online.neuropod.store.attempts;

import java.time.Instant;
import online.neuropod.domain.user.Lockout.Attempts;
import org.springframework.data.mongodb.core.mapping.Document;

/** {@link Attempts} as they are kept. */
@Document("signInAttempts")
record AttemptsDocument(String id, int count, Instant last) {
  Attempts toAttempts() {
    return new Attempts(count, last);
  }
}
