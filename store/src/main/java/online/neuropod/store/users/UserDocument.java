package online.neuropod.store.users;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** {@link User} as it is kept. */
@Document("users")
record UserDocument(
    String id,
    String email,
    String name,
    String role,
    boolean suspended,
    long version,
    int workspaceGb,
    Instant createdAt,
    @Nullable String language) {
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
        user.language().orElse(null));
  }

  static String email(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  User toUser() {
    return new User(
        id,
        email,
        name,
        Role.valueOf(role.toUpperCase(Locale.ROOT)),
        suspended,
        version,
        workspaceGb,
        createdAt,
        Optional.ofNullable(language));
  }
}
