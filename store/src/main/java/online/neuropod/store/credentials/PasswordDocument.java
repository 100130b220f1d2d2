package online.neuropod.store.credentials;

import java.time.Instant;
import online.neuropod.store.credentials.CredentialStore.Password;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link Password} as it is kept.
 *
 * @param id e-mail address, lower case
 */
@Document("passwords")
record PasswordDocument(String id, String userId, String hash, boolean verified, Instant at) {
  static PasswordDocument of(Password password) {
    return new PasswordDocument(
        password.email(), password.userId(), password.hash(), password.verified(), password.at());
  }

  Password toPassword() {
    return new Password(id, userId, hash, verified, at);
  }
}
