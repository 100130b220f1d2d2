package online.neuropod.api.notices;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.pods.Reasons;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;

/** Says notices in words. */
public class NoticeViews {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PodStore pods;
  private final UserStore users;
  private final Reasons reasons;
  private final Texts texts;

  /** Looks up names in these stores. */
  public NoticeViews(PodStore pods, UserStore users, Reasons reasons, Texts texts) {
    this.pods = pods;
    this.users = users;
    this.reasons = reasons;
    this.texts = texts;
  }

  /** A notice in a language. */
  public NoticeView view(Language language, Notice notice) {
    Map<String, String> details = notice.details();
    return new NoticeView(
        notice.id(),
        kind(notice.kind()),
        notice.kind().name(),
        texts.say(language, "notice." + notice.kind().name(), values(language, notice)),
        link(notice),
        notice.podId().orElse(null),
        details.get("user"),
        available(notice).orElse(null),
        Optional.ofNullable(details.get("runsOutAt")).map(Instant::parse).orElse(null),
        details.get("level"),
        notice.at());
  }

  private static String kind(Notice.Kind kind) {
    return switch (kind) {
      case LOW_BALANCE -> "lowBalance";
      case IDLE_WARNING -> "idleWarning";
      case LIFETIME_WARNING -> "lifetimeWarning";
      case LEDGER_REPAIRED, BILLING_RESTARTED, METER_RESTORED, UNMETERED_STOPPED, METER_CLOSED ->
          "repaired";
      case WALLET_BROKEN -> "walletBroken";
      case USER_CREATED -> "userCreated";
      case USER_SUSPENDED -> "userSuspended";
      case USER_RESTORED -> "userRestored";
      case USER_DELETED -> "userDeleted";
      case VOLUME_DELETED -> "volumeDeleted";
      case DEPLOY_FAILED -> "deployFailed";
      case DEPENDENCY_DOWN -> "dependencyDown";
      case DEPENDENCY_UP -> "dependencyUp";
    };
  }

  /**
   * The kinds that go by a name outside; all for none.
   *
   * @throws Refusal if there is no such kind
   */
  static Set<Notice.Kind> kinds(@Nullable String name) {
    Set<Notice.Kind> kinds = EnumSet.allOf(Notice.Kind.class);
    if (name != null && !name.isBlank()) {
      kinds.removeIf(kind -> !kind(kind).equals(name.strip()));
    }
    if (kinds.isEmpty()) {
      throw Refusal.of(List.of(new Refusal.Fault("kind", "noticeKind", Map.of())));
    }
    return kinds;
  }

  private static String link(Notice notice) {
    return switch (notice.kind()) {
      case LOW_BALANCE -> "/client/stats";
      case IDLE_WARNING, LIFETIME_WARNING -> "/client/pods";
      case LEDGER_REPAIRED,
          WALLET_BROKEN,
          USER_CREATED,
          USER_SUSPENDED,
          USER_RESTORED,
          USER_DELETED ->
          "/admin/users";
      case VOLUME_DELETED -> notice.userId().isPresent() ? "/client/pods" : "/admin/users";
      case BILLING_RESTARTED, METER_RESTORED, UNMETERED_STOPPED, METER_CLOSED, DEPLOY_FAILED ->
          "/admin/pods";
      case DEPENDENCY_DOWN, DEPENDENCY_UP -> "/admin";
    };
  }

  private static Optional<BigDecimal> available(Notice notice) {
    return Optional.of(notice)
        .filter(one -> one.kind() == Notice.Kind.LOW_BALANCE)
        .map(one -> one.details().get("available"))
        .map(Long::parseLong)
        .map(Micros::toEuros);
  }

  private Map<String, String> values(Language language, Notice notice) {
    Map<String, String> values = new HashMap<>(notice.details());
    available(notice).ifPresent(euros -> values.put("available", Texts.held(language, euros)));
    values.computeIfPresent("level", (_, level) -> Texts.span(Duration.parse(level)));
    values.computeIfPresent("since", (_, since) -> ago(notice, Instant.parse(since)));
    values.computeIfPresent("stopsAt", (_, end) -> ago(notice, Instant.parse(end)));
    values.computeIfPresent("user", (_, id) -> address(id));
    values.computeIfPresent("by", (_, id) -> address(id));
    values.computeIfPresent("dependency", (_, name) -> texts.say(language, "dependency." + name));
    values.computeIfPresent("cause", (_, code) -> cause(language, code, notice.details()));
    notice.podId().ifPresent(id -> values.put("pod", pods.find(id).map(Pod::name).orElse(id)));
    return values;
  }

  /** Of one who is gone there is the id alone. */
  private String address(String userId) {
    return users.find(userId).filter(user -> !user.leaving()).map(User::email).orElse(userId);
  }

  /** How long before or after the notice, to the minute where it is that long. */
  private static String ago(Notice notice, Instant moment) {
    Duration time = Duration.between(notice.at(), moment).abs();
    Duration unit = time.compareTo(MINUTE) < 0 ? Duration.ofSeconds(1) : MINUTE;
    return Texts.span(unit.multipliedBy(Math.ceilDiv(time.toMillis(), unit.toMillis())));
  }

  private String cause(Language language, String code, Map<String, String> details) {
    return reasons.say(language, new StatusReason(CauseCode.valueOf(code), details)).message();
  }
}
