package online.neuropod.api.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param page 0–{@value #MAX_PAGE}
 * @param size 1–{@value #MAX_SIZE}
 */
public record Paging(int page, int size) {
  /** The largest page. */
  public static final int MAX_SIZE = 500;

  /** The last page: entries are counted with 31 bits. */
  public static final int MAX_PAGE = Integer.MAX_VALUE / MAX_SIZE;

  private static final int DEFAULT_SIZE = 100;

  /**
   * From {@code ?page=&size=}; the first page of 100 when nothing is given.
   *
   * @throws Refusal if either is out of range
   */
  public static Paging of(@Nullable Integer page, @Nullable Integer size) {
    var faults = new Faults();
    if (page != null && (page < 0 || page > MAX_PAGE)) {
      faults.add("page", "page", java.util.Map.of("max", String.valueOf(MAX_PAGE)));
    }
    if (size != null && (size < 1 || size > MAX_SIZE)) {
      faults.add("size", "size", java.util.Map.of("max", String.valueOf(MAX_SIZE)));
    }
    faults.refuseIfAny();
    return new Paging(page == null ? 0 : page, size == null ? DEFAULT_SIZE : size);
  }

  <T> List<T> cut(List<T> whole) {
    return whole.stream().skip((long) page * size).limit(size).toList();
  }
}
