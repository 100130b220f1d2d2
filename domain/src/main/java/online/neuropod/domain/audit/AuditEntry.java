package online.neuropod.domain.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.domain.user.Role;

/**
 * One write that somebody asked for: who, what, on whom, when, from where, with which result. Names
 * people and things by their ids alone; never carries bodies, tokens, passwords or e-mail
 * addresses.
 *
 * @param id opaque; the same for the intent and for what came of it
 * @param at when it was asked for
 * @param actorId who asked; empty for somebody who is not signed in
 * @param actorRole what they were at that time
 * @param action stable name, such as {@code pods.create}
 * @param method of HTTP
 * @param route the address as a pattern, such as {@code /api/pods/{id}}
 * @param subjects ids of what it was done to, by what they are ids of; values of at most {@value
 *     #MAX_TEXT} characters
 * @param details what else one will want to know, such as a price before and after; as subjects
 * @param address of the other end of the connection, or of whom a trusted proxy names
 * @param traceId names the request in the logs
 * @param result what came of it
 */
public record AuditEntry(
    String id,
    Instant at,
    Optional<String> actorId,
    Optional<Role> actorRole,
    String action,
    String method,
    String route,
    Map<String, String> subjects,
    Map<String, String> details,
    String address,
    String traceId,
    Result result) {
  /** The longest subject or detail; what is longer is cut. */
  public static final int MAX_TEXT = 500;

  public AuditEntry {
    subjects = shortened(subjects);
    details = shortened(details);
  }

  private static Map<String, String> shortened(Map<String, String> texts) {
    return java.util.Collections.unmodifiableMap(
        texts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    text -> shortened(text.getValue()),
                    (first, _) -> first,
                    LinkedHashMap::new)));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }

  /** What came of a write. */
  public enum Outcome {
    /** It was done. */
    DONE,
    /** It was refused, and changed nothing. */
    REFUSED,
    /** Something broke; it may have been done in part. */
    FAILED,
    /** The process ended, or lost the database, before it could say. It may have been done. */
    UNKNOWN
  }

  /**
   * What came of a write.
   *
   * @param outcome in a word
   * @param status of HTTP; empty when unknown
   * @param code of the failure, such as {@code INSUFFICIENT_FUNDS}
   */
  public record Result(Outcome outcome, Optional<Integer> status, Optional<String> code) {
    /** Nobody could say. */
    public static Result unknown() {
      return new Result(Outcome.UNKNOWN, Optional.empty(), Optional.empty());
    }

    /** What an answer says: up to 399 it is done, up to 499 refused, else failed. */
    public static Result of(int status, Optional<String> code) {
      Outcome outcome =
          status < 400 ? Outcome.DONE : status < 500 ? Outcome.REFUSED : Outcome.FAILED;
      return new Result(outcome, Optional.of(status), code);
    }
  }

  /** The same write with what came of it. */
  public AuditEntry ended(
      Map<String, String> allSubjects, Map<String, String> allDetails, Result with) {
    return new AuditEntry(
        id,
        at,
        actorId,
        actorRole,
        action,
        method,
        route,
        allSubjects,
        allDetails,
        address,
        traceId,
        with);
  }

  /** The same write by somebody who turned out to be this person, as at a sign-in. */
  public AuditEntry by(String userId, Role role) {
    return new AuditEntry(
        id,
        at,
        Optional.of(userId),
        Optional.of(role),
        action,
        method,
        route,
        subjects,
        details,
        address,
        traceId,
        result);
  }
}
