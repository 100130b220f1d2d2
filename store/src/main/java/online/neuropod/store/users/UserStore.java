package online.neuropod.store.users;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.user.User;

/** People. E-mail addresses are unique, in lower case. */
public interface UserStore {
  /** Inserts the user, or returns the one who has the e-mail address already. */
  User findOrInsert(User user);

  /** By id. */
  Optional<User> find(String userId);

  /** By e-mail address, in whatever case. */
  Optional<User> findByEmail(String email);

  /** Several at once. */
  List<User> findAll(Set<String> userIds);

  /** Users whose e-mail address contains a text, in whatever case. */
  List<User> searchByEmail(String part);

  /** Sets the role and raises the version where it changes. */
  User setRole(String userId, online.neuropod.domain.user.Role role);

  /** Sets the name that others read. */
  User rename(String userId, String name);

  /** Sets the language in which to speak to a person; empty for what their browser asks for. */
  User speak(String userId, Optional<String> language);

  /** Records the real size of the workspace volume; it never shrinks. */
  void workspaceGrownTo(String userId, int gb);
}
