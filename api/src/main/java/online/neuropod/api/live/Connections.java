package online.neuropod.api.live;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import online.neuropod.api.live.Connection.SignedIn;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;

/** The open sockets of this process. */
final class Connections {
  private final ApiSettings.Sockets limits;
  private final Map<String, Connection> open = new ConcurrentHashMap<>();

  Connections(ApiSettings.Sockets limits) {
    this.limits = limits;
  }

  /** Takes a socket in; false if there are as many as allowed. */
  boolean add(Connection connection) {
    if (open.size() >= limits.maxTotal()) {
      return false;
    }
    open.put(connection.id(), connection);
    return true;
  }

  Optional<Connection> find(String id) {
    return Optional.ofNullable(open.get(id));
  }

  void remove(String id) {
    open.remove(id);
  }

  Collection<Connection> all() {
    return open.values();
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Those of which it is known who is there. */
  Stream<Connection> signedIn() {
    return open.values().stream().filter(connection -> connection.person().isPresent());
  }

  /** Those of one person. */
  Stream<Connection> of(String userId) {
    return open.values().stream().filter(connection -> connection.isOf(userId));
  }

  /** Who is there. */
  Set<String> people() {
    return signedIn()
        .flatMap(connection -> connection.person().stream())
        .map(SignedIn::viewer)
        .map(Viewer::id)
        .collect(Collectors.toSet());
  }

  /**
   * Lets a person hear what goes on, after a first frame: nothing else comes before it.
   *
   * @return false if the person has as many sockets as allowed already; nothing is sent then
   */
  synchronized boolean admit(Connection connection, SignedIn person, ServerFrame first) {
    long others =
        of(person.viewer().id()).filter(other -> !other.id().equals(connection.id())).count();
    if (others >= limits.maxPerUser()) {
      return false;
    }
    // From signIn on, what is told to the person goes to this connection as well.
    connection.send(first);
    connection.signIn(person);
    return true;
  }
}
