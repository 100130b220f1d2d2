package online.neuropod.standalone.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.Dns;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody at a browser. Every name leads to this machine, as browsers do with those below
 * localhost.
 */
final class Person {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final OkHttpClient HTTP =
      new OkHttpClient.Builder()
          .dns((Dns) _ -> List.of(InetAddress.ofLiteral("127.0.0.1")))
          .callTimeout(Duration.ofSeconds(30))
          .build();

  private final String baseUrl;
  private final String token;

  private Person(String baseUrl, String token) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /** An answer; {@code data} is that of the envelope. */
  record Answer(int status, JsonNode data) {}

  /** A page as it came. */
  record Page(int status, String text) {}

  static Person signIn(String baseUrl, String email, String role) {
    var stranger = new Person(baseUrl, "");
    var answer = stranger.post("/api/auth/mock-login", Map.of("email", email, "role", role)).data();
    return new Person(baseUrl, answer.path("token").asString());
  }

  /** The same person, signed in since before the server was restarted at another address. */
  Person at(String newBaseUrl) {
    return new Person(newBaseUrl, token);
  }

  Answer get(String path) {
    return ask(request(path).get());
  }

  Answer post(String path, Map<String, ?> body) {
    return ask(request(path).post(RequestBody.create(MAPPER.writeValueAsString(body), JSON)));
  }

  /** Opens a link, as a new tab. */
  static Page open(String url) {
    try (var response = HTTP.newCall(new Request.Builder().url(url).build()).execute()) {
      return new Page(response.code(), response.body().string());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Request.Builder request(String path) {
    return new Request.Builder().url(baseUrl + path).header("Authorization", "Bearer " + token);
  }

  private static Answer ask(Request.Builder request) {
    try (var response = HTTP.newCall(request.build()).execute()) {
      var body = MAPPER.readTree(response.body().string());
      return new Answer(response.code(), body.path("data"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
