package online.neuropod.api.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import online.neuropod.api.answer.CsvTable;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.domain.audit.AuditEntry;
import online.neuropod.domain.audit.AuditEntry.Outcome;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.audit.AuditStore;
import online.neuropod.store.audit.AuditStore.Order;
import online.neuropod.store.audit.AuditStore.Which;
import online.neuropod.store.users.UserStore;

/** Searches the audit, for administrators. */
public class AuditQueries {
  private static final List<String> COLUMNS =
      List.of(
          "at",
          "actorId",
          "actorEmail",
          "actorRole",
          "action",
          "method",
          "route",
          "subjects",
          "details",
          "address",
          "result",
          "status",
          "code",
          "traceId");

  private final AuditStore store;
  private final UserStore users;

  /** Reads from these stores. */
  public AuditQueries(AuditStore store, UserStore users) {
    this.store = store;
    this.users = users;
  }

  /** A page, with the names that people have now. */
  PagedAnswer<AuditView> list(Which which, Order order, Paging paging) {
    List<AuditEntry> page = store.list(which, order, paging.page(), paging.size());
    Set<String> actors =
        page.stream()
            .map(AuditEntry::actorId)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    Map<String, User> people =
        users.findAll(actors).stream().collect(Collectors.toMap(User::id, Function.identity()));
    List<AuditView> views = page.stream().map(entry -> AuditView.of(entry, people)).toList();
    return PagedAnswer.of(views, paging, store.count(which));
  }

  /** All of these as a table, newest first. */
  void send(Which which, HttpServletResponse response) throws IOException {
    var emails = new HashMap<String, Optional<String>>();
    CsvTable.send(
        response,
        "neuropod-audit.csv",
        COLUMNS,
        table -> store.read(which, entry -> write(table, entry, emails)));
  }

  private void write(CsvTable table, AuditEntry entry, Map<String, Optional<String>> emails) {
    Optional<String> email =
        entry
            .actorId()
            .flatMap(actor -> emails.computeIfAbsent(actor, id -> users.find(id).map(User::email)));
    table.row(
        entry.at(),
        entry.actorId().orElse(null),
        email.orElse(null),
        entry.actorRole().map(Role::wire).orElse(null),
        entry.action(),
        entry.method(),
        entry.route(),
        text(entry.subjects()),
        text(entry.details()),
        entry.address(),
        AuditStore.wire(entry.result().outcome()),
        entry.result().status().orElse(null),
        entry.result().code().orElse(null),
        entry.traceId());
  }

  private static String text(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining("; "));
  }

  /** The id of a person who is named by address; what is no address stays. */
  String id(String idOrEmail) {
    return idOrEmail.contains("@")
        ? users.findByEmail(idOrEmail).map(User::id).orElse(idOrEmail)
        : idOrEmail;
  }

  /** An outcome by its name outside. */
  static Optional<Outcome> outcome(String wire) {
    return List.of(Outcome.values()).stream()
        .filter(outcome -> AuditStore.wire(outcome).equals(wire))
        .findFirst();
  }
}
