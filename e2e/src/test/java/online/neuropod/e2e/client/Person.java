package online.neuropod.e2e.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is signed in, and works by REST. Every host name leads to this machine. */
public final class Person {
  static final JsonMapper MAPPER = new JsonMapper();
  static final OkHttpClient HTTP =
      new OkHttpClient.Builder()
          .dns((Dns) _ -> List.of(InetAddress.ofLiteral("127.0.0.1")))
          .callTimeout(Duration.ofSeconds(30))
          .addInterceptor(Secrets::listen)
          .build();
  private static final MediaType JSON = MediaType.get("application/json");

  private final URI url;
  private final String token;

  private Person(URI url, String token) {
    this.url = url;
    this.token = token;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body whole, with its envelope
   */
  public record Answer(int status, JsonNode body) {
    /** What is in the envelope. */
    public JsonNode data() {
      return body.path("data");
    }
  }

  /** Signs in for development. */
  public static Person signIn(URI url, String email, String role) {
    var stranger = new Person(url, "");
    var answer = stranger.post("/api/auth/mock-login", Map.of("email", email, "role", role));
    if (answer.status() != 200) {
      throw new IllegalStateException("cannot sign in: " + answer);
    }
    return new Person(url, answer.data().path("token").asString());
  }

  /** The access token. */
  public String token() {
    return token;
  }

  /** Id of the person, as the token names it. */
  public String id() {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return MAPPER.readTree(claims).path("sub").asString();
  }

  /** Where the api serves. */
  public URI url() {
    return url;
  }

  /** {@code GET}. */
  public Answer get(String path) {
    return ask(request(path).get());
  }

  /** {@code POST} with a JSON body and more headers, in pairs. */
  public Answer post(String path, Object body, String... headers) {
    var request = request(path).post(json(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return ask(request);
  }

  /** {@code DELETE}. */
  public Answer delete(String path) {
    return ask(request(path).delete());
  }

  /** {@code DELETE} with a JSON body. */
  public Answer delete(String path, Object body) {
    return ask(request(path).delete(json(body)));
  }

  /** Sets a GPU's price and switches it on; storage costs {@code storage} per GB and hour. */
  public void setPrice(String gpu, double eurosPerHour, double storage) {
    String version = get("/api/pricing").data().path("version").asString();
    var body =
        Map.of(
            "gpus", Map.of(gpu, Map.of("price", eurosPerHour, "available", true)),
            "storage", Map.of("containerDisk", storage, "volumeDisk", storage));
    var answer =
        ask(request("/api/pricing").put(json(body)).header("If-Match", "\"" + version + "\""));
    if (answer.status() != 200) {
      throw new IllegalStateException("cannot set prices: " + answer);
    }
  }

  /** Orders a pod; see {@link #template} and {@link #image}. Fails unless it is accepted. */
  public String create(Map<String, Object> order) {
    var answer = post("/api/pods", order);
    if (answer.status() != 201) {
      throw new IllegalStateException("not accepted: " + answer);
    }
    return answer.data().path("id").asString();
  }

  /** An order of a template's pod with JupyterLab, on the GPU that the node has. */
  public static Map<String, Object> template(String name, String template) {
    var order = order(name);
    order.put("deploymentType", "template");
    order.put("template", template);
    order.put("ports", "8888");
    order.put("enableJupyter", true);
    return order;
  }

  /** An order of an image's pod without JupyterLab, on the GPU that the node has. */
  public static Map<String, Object> image(String name, String image, String ports) {
    var order = order(name);
    order.put("deploymentType", "docker");
    order.put("dockerImage", image);
    order.put("ports", ports);
    order.put("enableJupyter", false);
    return order;
  }

  private static Map<String, Object> order(String name) {
    var order = new LinkedHashMap<String, Object>();
    order.put("name", name);
    order.put("gpu", "rtx-4090");
    order.put("containerDiskSize", 1);
    order.put("volumeDiskSize", 1);
    return order;
  }

  /** Asks for a start; the answer is the caller's to judge. */
  public Answer start(String podId) {
    return post("/api/pods/" + podId + "/start", Map.of());
  }

  /** Asks for a stop. */
  public Answer stop(String podId) {
    return post("/api/pods/" + podId + "/stop", Map.of());
  }

  /** Asks for its removal. */
  public Answer remove(String podId) {
    return delete("/api/pods/" + podId);
  }

  /** A pod's status now; {@code deleted} where there is no such pod any more. */
  public String status(String podId) {
    var answer = get("/api/pods/" + podId);
    return answer.status() == 404 ? "deleted" : answer.data().path("status").asString();
  }

  /** Waits until the pod has one of these statuses. */
  public void awaitStatus(String podId, Duration limit, String... statuses) {
    Set<String> wanted = Set.copyOf(Arrays.asList(statuses));
    await("pod " + podId + " is " + wanted, limit).until(() -> status(podId), wanted::contains);
  }

  /** Waits until each of the pod's ports has this status; returns its services. */
  public JsonNode awaitServices(String podId, Duration limit, Map<Integer, String> statuses) {
    return await("services of " + podId + " are " + statuses, limit)
        .until(
            () -> services(podId),
            services ->
                statuses.entrySet().stream()
                    .allMatch(
                        wanted ->
                            services
                                .valueStream()
                                .anyMatch(
                                    service ->
                                        service.path("port").asInt() == wanted.getKey()
                                            && service
                                                .path("status")
                                                .asString()
                                                .equals(wanted.getValue()))));
  }

  /** The pod's HTTP services. */
  public JsonNode services(String podId) {
    return get("/api/pods/" + podId + "/connections").data().path("httpServices");
  }

  /** The hash by which the cluster knows the pod's owner: it is part of every link. */
  public String ownerHash(String podId) {
    String host = URI.create(services(podId).get(0).path("url").asString()).getHost();
    return host.replaceFirst("-\\d+\\..*", "").replaceFirst(".*-", "");
  }

  private static ConditionFactory await(String what, Duration limit) {
    return Awaitility.await(what)
        .atMost(limit.toMillis(), TimeUnit.MILLISECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS);
  }

  /** Opens a link as a browser does: status and page. */
  public static Map.Entry<Integer, String> open(String link) {
    try (var response = HTTP.newCall(new Request.Builder().url(link).build()).execute()) {
      return Map.entry(response.code(), response.body().string());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Request.Builder request(String path) {
    return new Request.Builder()
        .url(url.resolve(path).toString())
        .header("Authorization", "Bearer " + token)
        .header("Accept-Language", "es");
  }

  /** A body of JSON. */
  public static String text(Object body) {
    return MAPPER.writeValueAsString(body);
  }

  private static RequestBody json(Object body) {
    return RequestBody.create(text(body), JSON);
  }

  private static Answer ask(Request.Builder request) {
    try (var response = HTTP.newCall(request.build()).execute()) {
      String text = response.body().string();
      return new Answer(
          response.code(), text.isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(text));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
