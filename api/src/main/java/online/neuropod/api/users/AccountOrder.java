package online.neuropod.api.users;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.api.answer.Refusal;
import org.jspecify.annotations.Nullable;

/** What a list of people can be sorted by. */
enum AccountOrder {
  EMAIL("email"),
  NAME("name"),
  ROLE("role"),
  CREATED_AT("createdAt"),
  LAST_ACTIVE("lastActive"),
  /** Unlimited is more than anything. */
  BALANCE("balance"),
  SPEND("spend"),
  PODS("pods"),
  RUNNING_PODS("runningPods");

  private static final String ASCENDING = "asc";
  private static final String DESCENDING = "desc";

  private final String field;

  AccountOrder(String field) {
    this.field = field;
  }

  /**
   * From {@code ?sort=field} or {@code ?sort=field,desc}; by address when nothing is given.
   *
   * @throws Refusal if there is no such field
   */
  static Comparator<AccountView> of(@Nullable String sort) {
    String[] wanted = (sort == null || sort.isBlank() ? EMAIL.field : sort.strip()).split(",", 2);
    String direction = wanted.length == 2 ? wanted[1] : ASCENDING;
    if (!List.of(ASCENDING, DESCENDING).contains(direction)) {
      throw refusal();
    }
    Comparator<AccountView> order = find(wanted[0]).orElseThrow(AccountOrder::refusal).comparator();
    // Always in one order, so that pages neither repeat nor leave out anybody.
    return (direction.equals(DESCENDING) ? order.reversed() : order).thenComparing(AccountView::id);
  }

  private static Optional<AccountOrder> find(String field) {
    return Arrays.stream(values()).filter(order -> order.field.equals(field)).findFirst();
  }

  private static Refusal refusal() {
    String fields =
        Arrays.stream(values()).map(order -> order.field).collect(Collectors.joining(", "));
    return Refusal.of(List.of(new Refusal.Fault("sort", "sort", Map.of("fields", fields))));
  }

  private Comparator<AccountView> comparator() {
    return switch (this) {
      case EMAIL -> Comparator.comparing(AccountView::email);
      case NAME -> Comparator.comparing(view -> view.name().toLowerCase(Locale.ROOT));
      case ROLE -> Comparator.comparing(AccountView::role);
      case CREATED_AT -> Comparator.comparing(AccountView::createdAt);
      case LAST_ACTIVE -> Comparator.comparing(AccountView::lastActive);
      case BALANCE ->
          Comparator.comparing(
              AccountView::balance, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder()));
      case SPEND -> Comparator.comparing(AccountView::spend);
      case PODS -> Comparator.comparingLong(AccountView::pods);
      case RUNNING_PODS -> Comparator.comparingLong(AccountView::runningPods);
    };
  }
}
