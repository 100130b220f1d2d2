package online.neuropod.domain.user;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which refresh tokens of a session are good. They are numbered; each is used once and replaced by
 * the next. A number that was replaced is still taken for a short grace: two tabs of a browser may
 * ask at the same moment, and an answer may be lost on its way.
 *
 * @param current number of the newest token, at least 1
 * @param retired those that were replaced lately, oldest first
 */
public record RefreshChain(int current, List<Retired> retired) {
  /**
   * A token that was replaced.
   *
   * @param number its number
   * @param at when
   */
  public record Retired(int number, Instant at) {}

  /** What a token that somebody shows is worth. */
  public enum Worth {
    /** It is the newest: it is to be replaced by the next. */
    NEWEST,
    /** It was replaced a moment ago: whoever shows it is to get the newest as well. */
    TWIN,
    /** It was replaced long ago: somebody has a copy, and nobody knows who is the thief. */
    REUSED
  }

  public RefreshChain {
    if (current < 1) {
      throw new IllegalArgumentException("tokens are numbered from 1, not " + current);
    }
    retired = List.copyOf(retired);
  }

  /** The chain of a session that begins. */
  public static RefreshChain first() {
    return new RefreshChain(1, List.of());
  }

  /** What the token of a number is worth. */
  public Worth worth(int number, Instant now, Duration grace) {
    if (number == current) {
      return Worth.NEWEST;
    }
    return lately(now, grace).anyMatch(token -> token.number() == number)
        ? Worth.TWIN
        : Worth.REUSED;
  }

  /** The chain once its newest token is replaced. */
  public RefreshChain next(Instant now, Duration grace) {
    return new RefreshChain(
        current + 1,
        Stream.concat(lately(now, grace), Stream.of(new Retired(current, now))).toList());
  }

  private Stream<Retired> lately(Instant now, Duration grace) {
    return retired.stream().filter(token -> !token.at().plus(grace).isBefore(now));
  }
}
