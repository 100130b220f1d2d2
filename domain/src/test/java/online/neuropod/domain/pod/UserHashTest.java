package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserHashTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  /** Made by Python: {@code base64.b32encode(hmac.new(key, id, sha256).digest()).lower()[:10]}. */
  @ParameterizedTest
  @CsvSource({
    KEY + ", user-1, yso4af4xri",
    KEY + ", user-2, fejo72chxj",
    KEY + ", José Ñandú 🚀, akurtfbgsy",
    "//////////////////////////////////////////8=, user-1, smf75myxa2",
    "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=, '', uswy4naogk"
  })
  void isThatOfAnotherImplementation(String key, String userId, String hash) {
    assertThat(UserHash.of(userId, key)).isEqualTo(hash);
  }

  @Property
  void isTenCharactersOfBase32(@ForAll String userId) {
    assertThat(UserHash.of(userId, KEY)).matches("[a-z2-7]{10}");
  }

  @Test
  void refusesAKeyThatIsNotBase64() {
    assertThatThrownBy(() -> UserHash.of("user-1", "not base64!"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
