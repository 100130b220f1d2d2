package online.neuropod.store.notices;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;

/** Notices, kept for their list. */
public interface NoticeStore {
  /**
   * Tells it, once.
   *
   * @return false if one of this id was told before
   */
  boolean publish(Notice notice);

  /** Those told at or after {@code since}, oldest first: for the feed. */
  List<Notice> toldSince(Instant since);

  /**
   * Those for one person, or for the administrators, newest first.
   *
   * @param userId the person; empty for the administrators
   */
  default List<Notice> list(Optional<String> userId, int page, int size) {
    return list(userId, EnumSet.allOf(Kind.class), true, page, size);
  }

  /**
   * Those of some kinds.
   *
   * @param userId the person; empty for the administrators
   * @param newestFirst else oldest first
   */
  List<Notice> list(
      Optional<String> userId, Set<Kind> kinds, boolean newestFirst, int page, int size);

  /** How many there are for one person, or for the administrators. */
  default long count(Optional<String> userId) {
    return count(userId, EnumSet.allOf(Kind.class));
  }

  /** How many of some kinds there are. */
  long count(Optional<String> userId, Set<Kind> kinds);

  /** Forgets all that one person was told; returns how many. */
  long forget(String userId);

  /** Forgets those told before {@code moment}; returns how many. */
  long forgetBefore(Instant moment);
}
