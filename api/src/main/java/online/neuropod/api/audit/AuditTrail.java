package online.neuropod.api.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.audit.AuditEntry;
import online.neuropod.domain.audit.AuditEntry.Result;
import online.neuropod.domain.user.User;

/**
 * What one request leaves in the audit. Who, what, when, from where and the ids of the address are
 * there without anybody's doing; a controller that takes a trail as a parameter adds whom it turned
 * out to be about, and what one will want to know of it. Never secrets, bodies or e-mail addresses.
 */
public final class AuditTrail {
  private static final String ATTRIBUTE = AuditTrail.class.getName();

  private final Map<String, String> subjects = new LinkedHashMap<>();
  private final Map<String, String> details = new LinkedHashMap<>();
  private Optional<User> person = Optional.empty();
  private Optional<AuditEntry> intent = Optional.empty();

  private AuditTrail() {}

  /** The trail of a request; the same at every call. */
  public static AuditTrail of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof AuditTrail known) {
      return known;
    }
    var trail = new AuditTrail();
    request.setAttribute(ATTRIBUTE, trail);
    return trail;
  }

  /**
   * On whom or what it is done.
   *
   * @param name what it is, such as {@code userId}
   * @param id of it
   */
  public void subject(String name, String id) {
    subjects.put(name, id);
  }

  /** Something else that one will want to know. */
  public void detail(String name, Object value) {
    details.put(name, String.valueOf(value));
  }

  /** What something was, and is from now on; nothing where both are the same. */
  public void change(String name, Object before, Object after) {
    if (!before.equals(after)) {
      details.put(name, before + " → " + after);
    }
  }

  /** Who asks, where the request itself finds that out: at a sign-in. */
  public void by(User user) {
    person = Optional.of(user);
    subject("userId", user.id());
  }

  /** Whether the write was announced. */
  boolean isAnnounced() {
    return intent.isPresent();
  }

  void announced(AuditEntry entry) {
    intent = Optional.of(entry);
  }

  /** What is to be told at the end, of a write that was announced. */
  Optional<AuditEntry> ended(Result result) {
    return intent.map(entry -> ended(entry, result));
  }

  /** What is to be told at the end of this write. */
  AuditEntry ended(AuditEntry entry, Result result) {
    AuditEntry by = person.map(user -> entry.by(user.id(), user.role())).orElse(entry);
    var allSubjects = new LinkedHashMap<>(entry.subjects());
    allSubjects.putAll(subjects);
    return by.ended(allSubjects, details, result);
  }
}
