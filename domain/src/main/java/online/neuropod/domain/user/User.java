package online.neuropod.domain.user;

import java.time.Instant;
import java.util.Optional;

/**
 * A person who can sign in.
 *
 * @param id opaque
 * @param email lower case; never logged, nor put into workflow payloads or cluster objects
 * @param name what others read
 * @param role what they may do
 * @param suspended refused everywhere while true
 * @param version raised when rights change, so that tokens of before are refused
 * @param workspaceGb real size of the workspace volume; 0 before it exists
 * @param createdAt first sign-in
 * @param language in which they want to be spoken to, {@code es} or {@code en}; empty for what
 *     their browser asks for
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
    Optional<String> language) {}
