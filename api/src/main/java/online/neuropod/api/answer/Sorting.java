package online.neuropod.api.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * In which order a list is asked for.
 *
 * @param field name of what to sort by
 * @param descending whether the largest comes first
 */
public record Sorting(String field, boolean descending) {
  private static final String DESCENDING = "desc";

  /**
   * From {@code ?sort=field}, {@code ?sort=field,asc} or {@code ?sort=field,desc}.
   *
   * @param usual the order when nothing is given
   * @param fields what the list can be sorted by
   * @throws Refusal for any other field or direction
   */
  public static Sorting of(@Nullable String sort, Sorting usual, Set<String> fields) {
    if (sort == null || sort.isBlank()) {
      return usual;
    }
    String[] parts = sort.strip().split(",", -1);
    String direction = parts.length > 1 ? parts[1].strip() : "asc";
    boolean known = direction.equals("asc") || direction.equals(DESCENDING);
    if (parts.length > 2 || !known || !fields.contains(parts[0].strip())) {
      String all = String.join(", ", new TreeSet<>(fields));
      throw Refusal.of(List.of(new Refusal.Fault("sort", "sort", Map.of("fields", all))));
    }
    return new Sorting(parts[0].strip(), direction.equals(DESCENDING));
  }

  /**
   * The part of a list that was asked for, sorted; among equals the list's own order.
   *
   * @param whole all of it, in its usual order
   * @param sort as the request has it; without it the usual order stays
   * @param orders what the list can be sorted by, each smallest first
   * @throws Refusal for any other field or direction
   */
  public static <T> List<T> sorted(
      List<T> whole, @Nullable String sort, Map<String, Comparator<T>> orders) {
    Sorting sorting = of(sort, new Sorting("", false), orders.keySet());
    Comparator<T> order = orders.get(sorting.field());
    if (order == null) {
      return whole;
    }
    return whole.stream().sorted(sorting.descending() ? order.reversed() : order).toList();
  }
}
