package online.neuropod.simulator.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "250m,0.25",
    "2,2",
    "1Ki,1024",
    "1.5Gi,1610612736",
    "1k,1000",
    "1e3,1000",
    "2E,2000000000000000000",
    "100n,0.0000001"
  })
  void isRead(String text, String amount) {
    assertThat(Quantity.of(text).amount()).isEqualByComparingTo(amount);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1 Gi", "1GiB", "--1", "Gi"})
  void isRefused(String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }

  @Test
  void isWrittenInThousandthsWhereNotWhole() {
    assertThat(Quantity.of("250m").plus(Quantity.of("1")).text()).isEqualTo("1250m");
    assertThat(Quantity.of("1Gi").text()).isEqualTo("1073741824");
    assertThat(Quantity.of("1000m")).isEqualTo(Quantity.of("1"));
  }
}
