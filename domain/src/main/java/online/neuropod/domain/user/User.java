package online.neuropod.domain.user;

import java.time.Instant;
import java.util.Optional;

/**
 * A person who can sign in, or who could until they were deleted.
 *
 * @param id opaque
 * @param email lower case; never logged, nor put into workflow payloads or cluster objects; empty
 *     where {@code leaving}
 * @param name what others read; empty where {@code leaving}
 * @param role what they may do
 * @param suspended refused everywhere while true
 * @param version raised when rights change, so that tokens of before are refused
 * @param workspaceGb real size of the workspace volume; 0 before it exists
 * @param createdAt first sign-in
 * @param language in which they want to be spoken to, {@code es} or {@code en}; empty for what
 *     their browser asks for
 * @param leaving being deleted, or deleted: nobody signs in as them any more, and nothing starts
 *     for them; what is left is whose ledger it is
 */
public record User(
    String id,
    String email,
    String name,
    Role role,
    boolean suspended,
    long version,
    int workspaceGb,
    Instant createdAt,
    Optional<String> language,
    boolean leaving) {
  /** Somebody who is not being deleted. */
  public User(
      String id,
      String email,
      String name,
      Role role,
      boolean suspended,
      long version,
      int workspaceGb,
      Instant createdAt,
      Optional<String> language) {
    this(id, email, name, role, suspended, version, workspaceGb, createdAt, language, false);
  }

  /** Whether they run the platform, and can at this moment. */
  public boolean isActingAdministrator() {
    return role == Role.ADMIN && !suspended && !leaving;
  }
}
