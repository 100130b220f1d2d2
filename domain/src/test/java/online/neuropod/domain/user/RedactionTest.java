package online.neuropod.domain.user;

import static org.assertj.core.api.Assertions.assertThat;

import online.neuropod.domain.user.Deletion.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private final Redaction redaction = new Redaction(new Identity("ana.b@example.org", "Ana (B)"));

  @ParameterizedTest
  @CsvSource({
    "refund for ana.b@example.org, refund for […]",
    "Refund for ANA.B@Example.org!, Refund for […]!",
    "Ana (B) asked twice: ana (b), […] asked twice: […]",
    "nothing of hers, nothing of hers",
    "anaxb@example.org, anaxb@example.org",
    "x-ana.b@example.org.mx, x-[…].mx",
  })
  void takesOutAddressAndName(String text, String redacted) {
    assertThat(redaction.of(text)).isEqualTo(redacted);
  }

  @Test
  void aNameWithinAnotherWordStays() {
    var ana = new Redaction(new Identity("ana@example.org", "ana"));

    assertThat(ana.of("banana for ana, mañana")).isEqualTo("banana for […], mañana");
    assertThat(ana.of("ana@example.org")).isEqualTo("[…]");
  }

  @Test
  void aNameTooShortToTellAnybodyStays() {
    assertThat(new Redaction(new Identity("jo@example.org", "Jo")).of("Jo: jo@example.org"))
        .isEqualTo("Jo: […]");
    assertThat(new Redaction(new Identity("", "")).of("as it is")).isEqualTo("as it is");
  }
}
