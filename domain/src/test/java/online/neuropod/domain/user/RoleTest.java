package online.neuropod.domain.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {
  @ParameterizedTest
  @CsvSource({"CLIENT, client", "ADMIN, admin"})
  void hasTheSpellingOfTheApi(Role role, String wire) {
    assertThat(role.wire()).isEqualTo(wire);
  }
}
