package online.neuropod.api.answer;

/**
 * A success.
 *
 * @param success always true
 * @param data what was asked for
 */
public record Answer<T>(boolean success, T data) {
  /** A success with this content. */
  public static <T> Answer<T> of(T data) {
    return new Answer<>(true, data);
  }
}
