package online.neuropod.store.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.ExecutionException;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoRequestBudgetsIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");

  private final RequestBudgets budgets;

  MongoRequestBudgetsIT(Server server) {
    budgets = new MongoRequestBudgets(server.freshTemplate());
  }

  @Test
  void whatIsSpentIsGoneForAll() {
    assertThat(budgets.spend("a", 10, 60, T0)).isEqualTo(50);
    assertThat(budgets.spend("a", 1, 60, T0)).isEqualTo(49);
    assertThat(budgets.spend("b", 1, 60, T0)).isEqualTo(59);
  }

  @Test
  void itRefillsEvenlyAndNeverBeyondItsSize() {
    budgets.spend("a", 60, 60, T0);

    assertThat(budgets.spend("a", 1, 60, T0.plusSeconds(10))).isEqualTo(9);
    assertThat(budgets.spend("a", 1, 60, T0.plusSeconds(3600))).isEqualTo(59);
  }

  @Test
  void whatWasLetThroughBeyondItIsOwed() {
    assertThat(budgets.spend("a", 100, 60, T0)).isEqualTo(-40);
    assertThat(budgets.spend("a", 1, 60, T0.plusSeconds(40))).isEqualTo(-1);
  }

  @Test
  void manyAtOnceLoseNothing() throws InterruptedException, ExecutionException {
    Together.run(16, _ -> budgets.spend("a", 2, 600, T0));

    assertThat(budgets.spend("a", 1, 600, T0)).isEqualTo(600 - 32 - 1);
  }

  @Test
  void aClockThatIsBehindTakesNothingBack() {
    budgets.spend("a", 30, 60, T0);

    assertThat(budgets.spend("a", 1, 60, T0.minusSeconds(5))).isEqualTo(24);
  }

  @Test
  void onlyWhatIsFullIsForgotten() {
    budgets.spend("full", 10, 60, T0);
    budgets.spend("spent", 60, 60, T0);

    assertThat(budgets.sweep(T0.plusSeconds(30))).isEqualTo(1);

    assertThat(budgets.spend("spent", 1, 60, T0.plusSeconds(30))).isEqualTo(29);
  }
}
