package online.neuropod.api.live;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.live.Connection.SignedIn;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;

/** The open sockets of this process. */
final class Connections {
  private final ApiSettings.Sockets limits;
  private final Map<String, Connection> open = new ConcurrentHashMap<>();

  /** By person, of whom at least one is open. */
  private final Map<String, Set<Connection>> people = new ConcurrentHashMap<>();

  private final Set<Connection> administrators = ConcurrentHashMap.newKeySet();

  Connections(ApiSettings.Sockets limits) {
    this.limits = limits;
  }

  /**
   * Takes a socket in; false if there are as many as allowed. One on which nobody has signed in yet
   * gives way: who opens sockets and says nothing shuts nobody out.
   */
  synchronized boolean add(Connection connection) {
    if (open.size() >= limits.maxTotal() && !dropOneThatWaits()) {
      return false;
    }
    open.put(connection.id(), connection);
    return true;
  }

  private boolean dropOneThatWaits() {
    Optional<Connection> oldest =
        open.values().stream()
            .filter(connection -> connection.person().isEmpty())
            .min(Comparator.comparing(Connection::openedAt));
    oldest.ifPresent(
        waits -> {
          waits.close(Connection.OVERLOADED.withReason(FailureCode.TOO_MANY_CONNECTIONS.name()));
          remove(waits.id());
        });
    return oldest.isPresent();
  }

  Optional<Connection> find(String id) {
    return Optional.ofNullable(open.get(id));
  }

  synchronized void remove(String id) {
    Connection gone = open.remove(id);
    if (gone != null) {
      administrators.remove(gone);
      gone.viewer().ifPresent(viewer -> forget(viewer.id(), gone));
    }
  }

  private void forget(String userId, Connection gone) {
    people.computeIfPresent(
        userId,
        (_, theirs) -> {
          theirs.remove(gone);
          return theirs.isEmpty() ? null : theirs;
        });
  }

  Collection<Connection> all() {
    return open.values();
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Those of one person. */
  Stream<Connection> of(String userId) {
    return people.getOrDefault(userId, Set.of()).stream();
  }

  /** Those of administrators. */
  Stream<Connection> administrators() {
    return administrators.stream();
  }

  /** Whether anybody is there who may hear of what belongs to a person. */
  boolean isHeard(String userId) {
    return people.containsKey(userId) || !administrators.isEmpty();
  }

  /** Those who may hear of what belongs to a person: their own, and administrators'. */
  Stream<Connection> hearing(String userId) {
    Set<Connection> own = people.getOrDefault(userId, Set.of());
    return Stream.concat(
        own.stream(), administrators.stream().filter(other -> !own.contains(other)));
  }

  /** Who is there. */
  Set<String> people() {
    return Set.copyOf(people.keySet());
  }

  /**
   * Lets a person hear what goes on, after a first frame: nothing else comes before it.
   *
   * @return false if the person has as many sockets as allowed already, or this one is gone;
   *     nothing is sent then
   */
  synchronized boolean admit(Connection connection, SignedIn person, ServerFrame first) {
    Viewer viewer = person.viewer();
    Set<Connection> theirs =
        people.computeIfAbsent(viewer.id(), _ -> ConcurrentHashMap.newKeySet());
    boolean known = theirs.contains(connection);
    if (!known && (theirs.size() >= limits.maxPerUser() || !open.containsKey(connection.id()))) {
      forget(viewer.id(), connection);
      return false;
    }
    connection.send(first);
    connection.signIn(person);
    // From here on, what is told to the person goes to this connection as well.
    theirs.add(connection);
    if (viewer.isAdmin()) {
      administrators.add(connection);
    } else {
      administrators.remove(connection);
    }
    return true;
  }
}
