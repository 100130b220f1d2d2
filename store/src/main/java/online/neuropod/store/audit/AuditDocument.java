package online.neuropod.store.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import online.neuropod.domain.audit.AuditEntry;
import online.neuropod.domain.audit.AuditEntry.Outcome;
import online.neuropod.domain.audit.AuditEntry.Result;
import online.neuropod.domain.user.Role;
import org.jspecify.annotations.Nullable;

/**
 * {@link AuditEntry} as it is kept, in one collection for what was told and in another for what is
 * announced.
 *
 * @param ids of all subjects, to search by
 * @param text all of it in lower case, to search in
 */
record AuditDocument(
    String id,
    Instant at,
    @Nullable String actorId,
    @Nullable String actorRole,
    String action,
    String method,
    String route,
    List<Named> subjects,
    List<Named> details,
    String address,
    String traceId,
    String outcome,
    @Nullable Integer status,
    @Nullable String code,
    List<String> ids,
    String text) {
  /** A pair, since the name of a field may not contain a dot. */
  record Named(String name, String value) {}

  static AuditDocument of(AuditEntry entry) {
    Result result = entry.result();
    return new AuditDocument(
        entry.id(),
        entry.at(),
        entry.actorId().orElse(null),
        entry.actorRole().map(Role::wire).orElse(null),
        entry.action(),
        entry.method(),
        entry.route(),
        named(entry.subjects()),
        named(entry.details()),
        entry.address(),
        entry.traceId(),
        AuditStore.wire(result.outcome()),
        result.status().orElse(null),
        result.code().orElse(null),
        entry.subjects().values().stream().distinct().toList(),
        text(entry));
  }

  static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String text(AuditEntry entry) {
    Stream<String> fixed =
        Stream.of(entry.action(), entry.method(), entry.route(), entry.address(), entry.traceId());
    Stream<String> optional =
        Stream.of(
                entry.actorId(),
                entry.actorRole().map(Role::wire),
                entry.result().code(),
                entry.result().status().map(String::valueOf))
            .flatMap(Optional::stream);
    Stream<String> values =
        Stream.concat(
            entry.subjects().values().stream(),
            entry.details().entrySet().stream()
                .flatMap(detail -> Stream.of(detail.getKey(), detail.getValue())));
    return folded(
        Stream.of(fixed, optional, values)
            .flatMap(texts -> texts)
            .collect(Collectors.joining("\n")));
  }

  private static List<Named> named(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> new Named(value.getKey(), value.getValue()))
        .toList();
  }

  private static Map<String, String> values(List<Named> named) {
    var values = new LinkedHashMap<String, String>();
    named.forEach(each -> values.put(each.name(), each.value()));
    return values;
  }

  AuditEntry toEntry() {
    return new AuditEntry(
        id,
        at,
        Optional.ofNullable(actorId),
        Optional.ofNullable(actorRole).map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT))),
        action,
        method,
        route,
        values(subjects),
        values(details),
        address,
        traceId,
        new Result(
            Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
            Optional.ofNullable(status),
            Optional.ofNullable(code)));
  }
}
