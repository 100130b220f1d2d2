package online.neuropod.api.answer;

import java.util.List;

/**
 * A success with a part of a list.
 *
 * @param success always true
 * @param data the part
 * @param page which part it is
 */
public record PagedAnswer<T>(boolean success, List<T> data, PageInfo page) {
  /**
   * Which part of a list an answer is.
   *
   * @param number from 0
   * @param size entries of a full page
   * @param totalElements entries of the whole list
   * @param totalPages pages of the whole list
   */
  public record PageInfo(int number, int size, long totalElements, long totalPages) {}

  public PagedAnswer {
    data = List.copyOf(data);
  }

  /** A part of a list of {@code total} entries. */
  public static <T> PagedAnswer<T> of(List<T> part, Paging paging, long total) {
    long pages = Math.ceilDiv(total, paging.size());
    return new PagedAnswer<>(true, part, new PageInfo(paging.page(), paging.size(), total, pages));
  }

  /** The part of a whole list that was asked for. */
  public static <T> PagedAnswer<T> cut(List<T> whole, Paging paging) {
    return of(paging.cut(whole), paging, whole.size());
  }
}
