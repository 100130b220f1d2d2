package online.neuropod.store.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.notice.Notice;

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
  List<Notice> list(Optional<String> userId, int page, int size);

  /** How many there are for one person, or for the administrators. */
  long count(Optional<String> userId);

  /** Forgets all that one person was told; returns how many. */
  long forget(String userId);

  /** Forgets those told before {@code moment}; returns how many. */
  long forgetBefore(Instant moment);
}
