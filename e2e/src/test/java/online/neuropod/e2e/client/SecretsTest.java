package online.neuropod.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The check of the logs can fail. */
class SecretsTest {
  @Test
  void whatWasLearnedIsFoundWhereverItStands() {
    Secrets.learn("k3f9a8Xq7Lm");
    Secrets.learn("a sentence, kept from everybody");

    assertThat(
            Secrets.in("opened http://pod/?token=k3f9a8Xq7Lm&x=1\nfine\n{\"a\":\"k3f9a8Xq7Lm\"}"))
        .hasSize(2);
    assertThat(Secrets.in("signed with a sentence, kept from everybody.")).hasSize(1);
  }

  @Test
  void whatLooksLikeATokenOrAnAddressIsFoundToo() {
    assertThat(Secrets.in("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0xMjM.c2lnbmF0dXJlLWE"))
        .hasSize(1);
    assertThat(Secrets.in("welcome, ana@example.com!")).hasSize(1);
  }

  @Test
  void whatIsNoneIsLeftAlone() {
    assertThat(
            Secrets.in(
                """
                2026-03-01T10:00:00.000Z online.neuropod.api.Feed@1f2e3d podId=9b2f-41 running
                org.mongodb.driver.Client$1@5dfc7b3f mongodb://127.0.0.1:2717/neuropod
                """))
        .isEmpty();
  }
}
