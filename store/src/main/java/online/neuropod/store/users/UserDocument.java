package online.neuropod.store.users;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import online.neuropod.domain.user.Account;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.Suspension;
import online.neuropod.domain.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link User} as it is kept.
 *
 * @param email absent where they are leaving, so that the address is free
 * @param name absent where they are leaving
 * @param suspension why they are suspended
 * @param unsettledSince since when the wallet and the pods may not agree with what was said of the
 *     person; absent once they do
 * @param leavingSince when their deletion began; absent for all others
 */
@Document("users")
record UserDocument(
    String id,
    @Nullable String email,
    @Nullable String name,
    String role,
    boolean suspended,
    long version,
    int workspaceGb,
    Instant createdAt,
    @Nullable String language,
    @Nullable SuspensionDocument suspension,
    @Nullable Instant unsettledSince,
    @Nullable Instant leavingSince) {
  /** {@link Suspension} in a document. */
  record SuspensionDocument(String reason, String by, Instant at) {
    static SuspensionDocument of(Suspension suspension) {
      return new SuspensionDocument(suspension.reason(), suspension.by(), suspension.at());
    }

    Suspension toSuspension() {
      return new Suspension(reason, by, at);
    }
  }

  static UserDocument of(User user) {
    return new UserDocument(
        user.id(),
        email(user.email()),
        user.name(),
        user.role().wire(),
        user.suspended(),
        user.version(),
        user.workspaceGb(),
        user.createdAt(),
        user.language().orElse(null),
        null,
        null,
        null);
  }

  static String email(String typed) {
    // One address in two spellings of Unicode would be two people who look alike.
    return Normalizer.normalize(typed.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  User toUser() {
    return new User(
        id,
        email == null ? "" : email,
        name == null ? "" : name,
        Role.valueOf(role.toUpperCase(Locale.ROOT)),
        suspended,
        version,
        workspaceGb,
        createdAt,
        Optional.ofNullable(language),
        leavingSince != null);
  }

  Account toAccount() {
    return new Account(
        toUser(), Optional.ofNullable(suspension).map(SuspensionDocument::toSuspension));
  }
}
