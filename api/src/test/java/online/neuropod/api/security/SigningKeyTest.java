package online.neuropod.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.api.settings.SettingFault;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

class SigningKeyTest {
  private static final String SECRET = "a secret of at least 32 bytes for tests";
  private static final User USER =
      new User(
          "u", "u@example.com", "U", Role.CLIENT, false, 1, 0, Instant.EPOCH, Optional.empty());

  private static ApiSettings settings(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("neuropod", ApiSettings.class);
  }

  private static String pem(int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static AccessTokens tokens(ApiSettings settings) {
    return new AccessTokens(SigningKey.of(settings), settings.jwt());
  }

  @Test
  void aPrivateKeySignsByRs256FromTextAndFromAFile(@TempDir Path directory) throws Exception {
    String pem = pem(2048);
    Path file = Files.writeString(directory.resolve("key.pem"), pem);
    AccessTokens fromText = tokens(settings(Map.of("neuropod.jwt.private-key", pem)));
    AccessTokens fromFile = tokens(settings(Map.of("neuropod.jwt.private-key", file.toString())));

    Jwt token = fromText.issue(USER, "s", Instant.now());

    assertThat(token.getHeaders().get("alg")).hasToString("RS256");
    Jwt read = fromFile.decoder().decode(token.getTokenValue());
    assertThat(read.getSubject()).isEqualTo("u");
    assertThat(AccessTokens.session(read)).isEqualTo("s");
    assertThatThrownBy(
            () ->
                tokens(settings(Map.of("neuropod.jwt.secret", SECRET)))
                    .decoder()
                    .decode(token.getTokenValue()))
        .isInstanceOf(JwtException.class);
  }

  @Test
  void aSecretSignsByHs256AndItsTokensEnd() {
    AccessTokens tokens = tokens(settings(Map.of("neuropod.jwt.secret", SECRET)));
    Jwt token = tokens.issue(USER, "s", Instant.now());
    assertThat(token.getHeaders().get("alg")).hasToString("HS256");
    assertThat(tokens.decoder().decode(token.getTokenValue()).getSubject()).isEqualTo("u");
    Jwt old = tokens.issue(USER, "s", Instant.now().minus(Duration.ofHours(25)));
    assertThatThrownBy(() -> tokens.decoder().decode(old.getTokenValue()))
        .isInstanceOf(JwtException.class);
  }

  @Test
  void aKeyThatIsNoneEndsTheStart() throws Exception {
    for (String key : new String[] {"no-such-file", "-----BEGIN nonsense", pem(1024)}) {
      ApiSettings settings = settings(Map.of("neuropod.jwt.private-key", key));
      assertThatThrownBy(() -> SigningKey.of(settings))
          .as(key)
          .isInstanceOf(SettingFault.class)
          .hasMessageContaining("JWT_PRIVATE_KEY")
          .hasMessageNotContaining("MII");
    }
    ApiSettings none = settings(Map.of());
    assertThatThrownBy(() -> SigningKey.of(none))
        .isInstanceOf(SettingFault.class)
        .hasMessageContaining("JWT_SECRET");
  }

  @Test
  void keysOfTwoPurposesAreTwo() {
    SigningKey key = SigningKey.of(settings(Map.of("neuropod.jwt.secret", SECRET)));
    assertThat(key.derived("a")).isEqualTo(key.derived("a")).isNotEqualTo(key.derived("b"));
  }
}
