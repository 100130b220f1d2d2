package online.neuropod.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private final Origins origins = new Origins(URI.create("HTTPS://App.Example.com:443/"));

  @Test
  void theProductsOwnIsSpeltAsBrowsersDo() {
    assertThat(origins.publicOrigin()).isEqualTo("https://app.example.com");
    assertThat(Origins.of(URI.create("http://localhost:3000"))).isEqualTo("http://localhost:3000");
  }

  @Test
  void itsPagesAndWhatIsNoPageAreOwn() {
    assertThat(origins.isOwn("https://app.example.com", "app.example.com")).isTrue();
    assertThat(origins.isOwn(null, "app.example.com")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://pod.app.example.com",
        "https://example.com",
        "https://app.example.com.evil.org",
        "null",
        ""
      })
  void allOthersAreNot(String origin) {
    assertThat(origins.isOwn(origin, "app.example.com")).isFalse();
  }

  @Test
  void onThisMachineThePortMayBeAny() {
    assertThat(origins.isOwn("http://localhost:41234", "localhost:41234")).isTrue();
    assertThat(origins.isOwn("http://localhost:41235", "localhost:41234")).isFalse();
    assertThat(origins.isOwn("http://x.localhost:41234", "localhost:41234")).isFalse();
    assertThat(origins.isOwn("http://evil.org", "evil.org")).isFalse();
  }
}
