package online.neuropod.api.security;

import online.neuropod.api.answer.Language;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;

/**
 * Who asks, and in which language the answer is to be.
 *
 * @param user as the store knows them, at most two seconds old
 * @param language of the texts
 * @param sessionId where they are signed in
 */
public record Viewer(User user, Language language, String sessionId) {
  /** Id of the person. */
  public String id() {
    return user.id();
  }

  /** Whether they run the platform. */
  public boolean isAdmin() {
    return user.role() == Role.ADMIN;
  }
}
