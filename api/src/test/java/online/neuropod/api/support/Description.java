package online.neuropod.api.support;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The committed description of the API, against which tests hold what the API does. */
public final class Description {
  private static final String URI = "https://neuropod.test/openapi.json";
  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");
  private static final Comparator<Described> BY_PATH = Comparator.comparing(Described::path);
  private static final Description COMMITTED = new Description(read());

  private final JsonNode api;
  private final JsonMapper json = JsonMapper.shared();
  private final List<Described> operations;
  private final SchemaRegistry schemas;

  /**
   * An operation.
   *
   * @param method of HTTP, in capitals
   * @param path with its variables in braces
   * @param node what is said of it
   */
  public record Described(String method, PathPattern path, JsonNode node) {
    /** Who may call it. */
    public List<String> roles() {
      return node.path("x-roles").valueStream().map(JsonNode::stringValue).toList();
    }

    private String wire() {
      return method.toLowerCase(Locale.ROOT);
    }

    /** Whether it has a body. */
    public boolean hasBody() {
      return node.has("requestBody");
    }

    /** Names of its parameters in a place. */
    public Stream<JsonNode> parameters(String in) {
      return node.path("parameters")
          .valueStream()
          .filter(each -> each.path("in").stringValue().equals(in));
    }

    @Override
    public String toString() {
      return method + " " + path.getPatternString();
    }
  }

  private Description(String text) {
    this.api = json.readTree(text);
    this.operations =
        api.path("paths").propertyStream().flatMap(Description::ofPath).sorted(BY_PATH).toList();
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(URI, text)));
  }

  private static String read() {
    try {
      return Files.readString(Path.of("openapi.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Described> ofPath(Map.Entry<String, JsonNode> path) {
    PathPattern pattern = PathPatternParser.defaultInstance.parse(path.getKey());
    return METHODS.stream()
        .filter(path.getValue()::has)
        .map(
            method ->
                new Described(
                    method.toUpperCase(Locale.ROOT), pattern, path.getValue().path(method)));
  }

  /** The committed one. */
  public static Description committed() {
    return COMMITTED;
  }

  /** One that is not committed yet. */
  public static Description of(String text) {
    return new Description(text);
  }

  /** All operations. */
  public List<Described> operations() {
    return operations;
  }

  /** The operation that answers a request; empty if the description knows none. */
  public Optional<Described> find(String method, String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    return operations.stream()
        .filter(each -> each.method().equals(method) && each.path().matches(parsed))
        .findFirst();
  }

  /** A node of the document, by the reference to it. */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? api.at(node.path("$ref").stringValue().substring(1)) : node;
  }

  /** All of it. */
  public JsonNode api() {
    return api;
  }

  /** What an answer has that is not described, or lacks what is; empty where all is right. */
  public List<String> faults(Caller.Reply reply) {
    var request = reply.response().request();
    return find(request.method(), request.uri().getRawPath())
        .map(operation -> faults(operation, reply))
        .orElse(List.of());
  }

  private List<String> faults(Described operation, Caller.Reply reply) {
    var faults = new ArrayList<String>();
    String status = String.valueOf(reply.status());
    JsonNode described = operation.node().path("responses").path(status);
    if (described.isMissingNode()) {
      return List.of("the status is not described");
    }
    JsonNode response = resolved(described);
    headers(response, reply, faults);
    String type = reply.header("Content-Type").map(each -> each.replaceFirst(";.*", "")).orElse("");
    if (response.path("content").has(type)) {
      if (type.equals("application/json")) {
        String pointer =
            described.has("$ref")
                ? described.path("$ref").stringValue()
                : pointer(
                    "paths",
                    operation.path().getPatternString(),
                    operation.wire(),
                    "responses",
                    status);
        faults.addAll(
            invalid(pointer + "/content/application~1json/schema", reply.response().body()));
      }
    } else if (!reply.response().body().isEmpty()) {
      faults.add("the media type '" + type + "' is not described");
    }
    return faults;
  }

  /** A step of a JSON pointer in the fragment of a URI. */
  private static String escaped(String step) {
    return step.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
  }

  private void headers(JsonNode response, Caller.Reply reply, List<String> faults) {
    response
        .path("headers")
        .propertyStream()
        .filter(header -> resolved(header.getValue()).path("required").asBoolean(false))
        .filter(header -> reply.header(header.getKey()).isEmpty())
        .forEach(header -> faults.add("there is no header " + header.getKey()));
    Stream.of("ETag", "Retry-After", "Location")
        .filter(name -> reply.header(name).isPresent() && !response.path("headers").has(name))
        .forEach(name -> faults.add("the header " + name + " is not described"));
  }

  private List<String> invalid(String pointer, String body) {
    try {
      return schemas
          .getSchema(SchemaLocation.of(URI + pointer))
          .validate(json.readTree(body))
          .stream()
          .map(Error::toString)
          .toList();
    } catch (JacksonException noJson) {
      return List.of("the body is no JSON");
    }
  }

  /** What of a value is not as the schema at a place of the document says. */
  public List<String> invalid(String pointer, JsonNode value) {
    return schemas.getSchema(SchemaLocation.of(URI + pointer)).validate(value).stream()
        .map(Error::toString)
        .toList();
  }

  /** A place in the document, as the fragment of a URI. */
  public static String pointer(String... steps) {
    return Stream.of(steps)
        .map(Description::escaped)
        .reduce("#", (before, step) -> before + "/" + step);
  }
}
