package online.neuropod.api.live;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Trace;
import online.neuropod.api.live.Connection.SignedIn;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.user.User;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.users.UserStore;
import org.springframework.web.socket.CloseStatus;

/** Closes the sockets of those who do not say who they are, may not be here, or are gone. */
final class Attendance {
  private final Connections connections;
  private final UserStore users;
  private final SessionStore sessions;
  private final Failures failures;
  private final ApiSettings.Sockets limits;

  Attendance(
      Connections connections,
      UserStore users,
      SessionStore sessions,
      Failures failures,
      ApiSettings.Sockets limits) {
    this.connections = connections;
    this.users = users;
    this.sessions = sessions;
    this.failures = failures;
    this.limits = limits;
  }

  /** Closes sockets on which nobody signed in in time. */
  void closeSilent(Instant now) {
    connections.all().stream()
        .filter(connection -> connection.person().isEmpty())
        .filter(connection -> connection.openedAt().plus(limits.authTimeout()).isBefore(now))
        .forEach(connection -> close(connection, FailureCode.UNAUTHENTICATED));
  }

  /** Closes sockets of people whose token or session has ended, or whose rights changed. */
  void check(Instant now) {
    Map<String, User> known =
        users.findAll(connections.people()).stream()
            .collect(Collectors.toMap(User::id, Function.identity()));
    Set<String> open = sessions.open(sessionIds(), now);
    connections.all().forEach(connection -> check(connection, known, open, now));
  }

  private Set<String> sessionIds() {
    return connections.all().stream()
        .flatMap(connection -> connection.person().stream())
        .map(person -> person.viewer().sessionId())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void check(
      Connection connection, Map<String, User> known, Set<String> open, Instant now) {
    connection
        .person()
        .flatMap(person -> fault(person, known, open, now))
        .ifPresent(fault -> close(connection, fault));
  }

  private static Optional<FailureCode> fault(
      SignedIn person, Map<String, User> known, Set<String> open, Instant now) {
    User before = person.viewer().user();
    User today = known.get(before.id());
    if (today != null && today.suspended() && !today.leaving()) {
      return Optional.of(FailureCode.ACCOUNT_SUSPENDED);
    }
    boolean here =
        today != null
            && today.version() == before.version()
            && !person.until().isBefore(now)
            && open.contains(person.viewer().sessionId());
    return here ? Optional.empty() : Optional.of(FailureCode.UNAUTHENTICATED);
  }

  private void close(Connection connection, FailureCode code) {
    var failure = failures.of(Refusal.of(code), connection.language(), Trace.fresh());
    connection.send(ServerFrame.error(null, failure));
    connection.close(CloseStatus.POLICY_VIOLATION.withReason(code.name()));
  }

  /** Asks every other end whether it is there, and closes those that have not answered twice. */
  void ping() {
    connections.all().stream()
        .filter(connection -> !connection.ping())
        .forEach(connection -> connection.close(CloseStatus.GOING_AWAY.withReason("no pong")));
  }
}
