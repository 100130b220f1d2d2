package online.neuropod.e2e.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Spring Boot alone does on this machine, with the api's settings of the server: it answers
 * JSON of a given size, to everybody or to those whose token is signed well.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(BareServer.Answers.class)
class BareServer {
  /** Its arguments: {@code --server.port} and {@code --secret} of the tokens. */
  public static void main(String[] arguments) {
    var application = new SpringApplication(BareServer.class);
    application.setDefaultProperties(
        Map.of("spring.threads.virtual.enabled", "true", "server.address", "127.0.0.1"));
    application.run(arguments);
  }

  @Bean
  JwtDecoder decoder(org.springframework.core.env.Environment environment) {
    byte[] secret = environment.getRequiredProperty("secret").getBytes(StandardCharsets.UTF_8);
    return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret, "HmacSHA256")).build();
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.csrf(CsrfConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests -> requests.requestMatchers("/open").permitAll().anyRequest().authenticated())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .build();
  }

  /** Its two addresses. */
  @RestController
  static class Answers {
    private final Map<Integer, String> answers = new ConcurrentHashMap<>();

    @GetMapping(
        path = {"/open", "/signed"},
        produces = MediaType.APPLICATION_JSON_VALUE)
    String answer(@RequestParam int size) {
      return answers.computeIfAbsent(
          size, bytes -> "{\"data\":\"" + "x".repeat(Math.max(0, bytes - 11)) + "\"}");
    }
  }
}
