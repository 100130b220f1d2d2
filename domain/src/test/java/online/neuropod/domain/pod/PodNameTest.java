package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodNameTest {
  private static final Pattern RFC_1123 = Pattern.compile("^(?!-)[a-z0-9-]{1,63}(?<!-)$");

  @Property
  void aValidNameIsALabelOfAtMostFortyCharactersAndTheReverse(
      @ForAll
          @StringLength(max = 45)
          @Chars({'-', '.', '_', 'A', '\n'})
          @CharRange(from = 'a', to = 'c')
          String name) {
    assertThat(PodName.isValid(name))
        .isEqualTo(name.length() <= 40 && RFC_1123.matcher(name).matches() && !name.endsWith("\n"));
  }

  @Property
  void aSlugIsEmptyOrAValidName(@ForAll String typed) {
    String slug = PodName.slug(typed);

    assertThat(slug.isEmpty() || PodName.isValid(slug)).isTrue();
  }

  @Property
  void aValidNameIsItsOwnSlugUnlessItHasDoubleHyphens(
      @ForAll @StringLength(max = 45) @Chars('-') @CharRange(from = 'a', to = 'c') String name) {
    if (PodName.isValid(name) && !name.contains("--")) {
      assertThat(PodName.slug(name)).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Mi Pod, mi-pod",
    "Año Nuevo 2026!, ano-nuevo-2026",
    "--x--, x",
    "İstanbul, istanbul",
    "日本, ''",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  })
  void proposesTheNearestName(String typed, String slug) {
    assertThat(PodName.slug(typed)).isEqualTo(slug);
  }

  @Test
  void fortyCharactersAreTheMost() {
    assertThat(PodName.isValid("a".repeat(40))).isTrue();
    assertThat(PodName.isValid("a".repeat(41))).isFalse();
    assertThat(PodName.slug("a".repeat(41))).isEqualTo("a".repeat(40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a_b", "a b", "ñ"})
  void refusesWhatIsNoLabel(String name) {
    assertThat(PodName.isValid(name)).isFalse();
  }
}
