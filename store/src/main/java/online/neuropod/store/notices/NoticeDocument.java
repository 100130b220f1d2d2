package online.neuropod.store.notices;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link Notice} as it is kept.
 *
 * @param audience user id, or {@link #ADMINISTRATORS}
 * @param toldAt when it was written, by which the feed finds it: {@code at} can be long before
 */
@Document("notices")
record NoticeDocument(
    String id,
    String audience,
    String kind,
    @Nullable String podId,
    Map<String, String> details,
    Instant at,
    Instant toldAt) {
  /** No user has this id: theirs are made by NeuroPod. */
  private static final String ADMINISTRATORS = "administrators";

  static NoticeDocument of(Notice notice, Instant toldAt) {
    return new NoticeDocument(
        notice.id(),
        audience(notice.userId()),
        notice.kind().name(),
        notice.podId().orElse(null),
        notice.details(),
        notice.at(),
        toldAt);
  }

  static String audience(Optional<String> userId) {
    return userId.orElse(ADMINISTRATORS);
  }

  Notice toNotice() {
    return new Notice(
        id,
        Optional.of(audience).filter(who -> !who.equals(ADMINISTRATORS)),
        Kind.valueOf(kind),
        Optional.ofNullable(podId),
        details,
        at);
  }
}
