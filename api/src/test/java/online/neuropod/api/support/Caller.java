package online.neuropod.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the api as a program outside does.
 *
 * @param base where it answers
 * @param json reads and writes bodies
 * @param token of the caller
 * @param headers of every request
 */
public record Caller(
    URI base, JsonMapper json, Optional<String> token, Map<String, String> headers) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param response all of it
   * @param body as JSON; missing where it is none
   */
  public record Reply(int status, HttpResponse<String> response, JsonNode body) {
    /** The body, of an answer with this status. */
    public JsonNode expect(int wanted) {
      assertThat(status).as(response.body()).isEqualTo(wanted);
      return body;
    }

    /** The body, of a failure with this status and code. */
    public JsonNode expect(int wanted, String code) {
      expect(wanted);
      assertThat(body.path("success").booleanValue()).isFalse();
      assertThat(body.path("code").stringValue()).isEqualTo(code);
      assertThat(body.path("message").stringValue()).isNotBlank();
      assertThat(body.path("traceId").stringValue()).matches("[0-9a-f]{32}");
      assertThat(response.headers().firstValue("X-Trace-Id"))
          .contains(body.path("traceId").stringValue());
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/json");
      return body;
    }

    /** The same, if the description tells of such an answer. */
    public Reply described() {
      assertThat(Description.committed().faults(this))
          .as("%s answers %s %s: see @FailsWith, @Versioned", response.request(), status, body)
          .isEmpty();
      return this;
    }

    /** A header. */
    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  /** The same caller with a header. */
  public Caller with(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Caller(base, json, token, more);
  }

  /** The same caller in English. */
  public Caller inEnglish() {
    return with("Accept-Language", "en-GB,en;q=0.9");
  }

  /** The same caller with another token. */
  public Caller as(String other) {
    return new Caller(base, json, Optional.of(other), headers);
  }

  /** GET. */
  public Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  /** POST without a body. */
  public Reply post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  /** POST of JSON. */
  public Reply post(String path, Object body) {
    return with("Content-Type", "application/json").send("POST", path, text(body));
  }

  /** PUT of JSON. */
  public Reply put(String path, Object body) {
    return with("Content-Type", "application/json").send("PUT", path, text(body));
  }

  /** DELETE. */
  public Reply delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  /** A text is sent as it is. */
  private BodyPublisher text(Object body) {
    return BodyPublishers.ofString(
        body instanceof String text ? text : json.writeValueAsString(body));
  }

  /** Any request. */
  public Reply send(String method, String path, BodyPublisher body) {
    var request = HttpRequest.newBuilder(base.resolve(path)).method(method, body);
    headers.forEach(request::setHeader);
    token.ifPresent(known -> request.setHeader("Authorization", "Bearer " + known));
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response, read(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (JacksonException noJson) {
      return json.missingNode();
    }
  }
}
