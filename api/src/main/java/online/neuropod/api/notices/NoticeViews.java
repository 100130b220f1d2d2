package online.neuropod.api.notices;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;

/** Says notices in words. */
public class NoticeViews {
  private static final Duration DAY = Duration.ofDays(1);

  private final PodStore pods;
  private final UserStore users;
  private final Texts texts;

  /** Looks up names in these stores. */
  public NoticeViews(PodStore pods, UserStore users, Texts texts) {
    this.pods = pods;
    this.users = users;
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
      case LEDGER_REPAIRED, BILLING_RESTARTED, METER_RESTORED, UNMETERED_STOPPED, METER_CLOSED ->
          "repaired";
      case WALLET_BROKEN -> "walletBroken";
    };
  }

  private static String link(Notice notice) {
    return switch (notice.kind()) {
      case LOW_BALANCE -> "/client/stats";
      case LEDGER_REPAIRED, WALLET_BROKEN -> "/admin/users";
      case BILLING_RESTARTED, METER_RESTORED, UNMETERED_STOPPED, METER_CLOSED -> "/admin/pods";
    };
  }

  private static Optional<BigDecimal> available(Notice notice) {
    return Optional.ofNullable(notice.details().get("available"))
        .map(Long::parseLong)
        .map(Micros::toEuros);
  }

  private Map<String, String> values(Language language, Notice notice) {
    Map<String, String> values = new HashMap<>(notice.details());
    available(notice).ifPresent(euros -> values.put("available", Texts.held(language, euros)));
    values.computeIfPresent("level", (_, level) -> words(Duration.parse(level)));
    values.computeIfPresent("user", (_, id) -> users.find(id).map(User::email).orElse(id));
    notice.podId().ifPresent(id -> values.put("pod", pods.find(id).map(Pod::name).orElse(id)));
    return values;
  }

  /** {@code 3 d}, {@code 24 h}, {@code 10 min}: in the largest unit that needs no other. */
  private static String words(Duration level) {
    if (level.compareTo(DAY) > 0 && level.toHours() % 24 == 0 && level.toMinutes() % 60 == 0) {
      return level.toDays() + " d";
    }
    if (level.toMinutes() > 0 && level.toMinutes() % 60 == 0) {
      return level.toHours() + " h";
    }
    return level.toSeconds() % 60 == 0 ? level.toMinutes() + " min" : level.toSeconds() + " s";
  }
}
