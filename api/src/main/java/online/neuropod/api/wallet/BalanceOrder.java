package online.neuropod.api.wallet;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.OneLine;
import online.neuropod.domain.money.Adjustment;
import online.neuropod.domain.money.Adjustment.Operation;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.user.User;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;

/**
 * A {@link BalanceChange} that makes sense.
 *
 * @param owner of the wallet
 * @param micros not negative
 * @param operation what is done
 * @param reason why
 */
record BalanceOrder(User owner, long micros, Operation operation, String reason) {
  private static final BigDecimal MAX_AMOUNT = BigDecimal.valueOf(1_000_000);
  private static final int MAX_REASON = 200;

  /**
   * Reads a change.
   *
   * @throws online.neuropod.api.answer.Refusal with everything that is wrong
   */
  static BalanceOrder read(BalanceChange change, UserStore users) {
    var faults = new Faults();
    Optional<User> owner = owner(change, users, faults);
    Optional<Operation> operation = operation(change.operation(), faults);
    String reason = reason(change.reason(), faults);
    requireAmount(change.amount(), faults);
    faults.refuseIfAny();
    return new BalanceOrder(
        owner.orElseThrow(),
        Micros.ofEuros(Optional.ofNullable(change.amount()).orElseThrow()),
        operation.orElseThrow(),
        reason);
  }

  private static Optional<User> owner(BalanceChange change, UserStore users, Faults faults) {
    boolean byId = change.userId() != null && !change.userId().isBlank();
    boolean byEmail = change.email() != null && !change.email().isBlank();
    if (byId == byEmail) {
      faults.add("userId", "onePerson");
      return Optional.empty();
    }
    Optional<User> owner =
        byId
            ? Optional.ofNullable(change.userId()).flatMap(users::find)
            : Optional.ofNullable(change.email()).flatMap(users::findByEmail);
    if (owner.filter(person -> !person.leaving()).isEmpty()) {
      faults.add(byId ? "userId" : "email", "person");
    }
    return owner;
  }

  private static Optional<Operation> operation(@Nullable String wire, Faults faults) {
    Optional<Operation> operation =
        Arrays.stream(Adjustment.Operation.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(wire))
            .findFirst();
    if (operation.isEmpty()) {
      faults.add("operation", wire == null ? "required" : "operation");
    }
    return operation;
  }

  private static String reason(@Nullable String given, Faults faults) {
    String reason = given == null ? "" : given.strip();
    if (reason.isEmpty()) {
      faults.add("reason", "required");
    } else if (!OneLine.isReadable(reason, MAX_REASON)) {
      faults.add("reason", "text", Map.of("max", String.valueOf(MAX_REASON)));
    }
    return reason;
  }

  private static void requireAmount(@Nullable BigDecimal euros, Faults faults) {
    if (euros == null) {
      faults.add("amount", "required");
    } else if (euros.signum() < 0
        || euros.compareTo(MAX_AMOUNT) > 0
        || euros.stripTrailingZeros().scale() > 6) {
      faults.add("amount", "amount");
    }
  }
}
