package online.neuropod.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class GoogleTicketTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

  @Test
  void itIsReadByItsKeyAloneForTenMinutes() {
    GoogleTicket ticket = GoogleTicket.fresh();
    String sealed = ticket.sealed(KEY, T0);
    byte[] other = new byte[32];
    other[0] = 1;

    assertThat(GoogleTicket.open(sealed, KEY, T0.plusSeconds(599))).contains(ticket);
    assertThat(GoogleTicket.open(sealed, KEY, T0.plusSeconds(600))).isEmpty();
    assertThat(GoogleTicket.open(sealed, new SecretKeySpec(other, "AES"), T0)).isEmpty();
    assertThat(GoogleTicket.open("a.b.c.d.e", KEY, T0)).isEmpty();
    assertThat(sealed).doesNotContain(ticket.state()).doesNotContain(ticket.verifier());
  }
}
