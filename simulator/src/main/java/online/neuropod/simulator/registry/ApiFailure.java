package online.neuropod.simulator.registry;

import java.util.List;
import java.util.Set;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A refusal, as the API server words it in a Status object. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Reasons with details even when there is nothing to tell. */
  private static final Set<String> EMPTY_DETAILS =
      Set.of("NotFound", "MethodNotAllowed", "Invalid");

  private final int code;
  private final String reason;
  private final transient ObjectNode details;

  private ApiFailure(int code, String reason, String message, ObjectNode details) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  /**
   * One fault of an object.
   *
   * @param reason such as {@code FieldValueInvalid}
   * @param field path of the field, such as {@code spec.containers[0].name}
   */
  public record Cause(String reason, String message, String field) {}

  /** 404: no such object. */
  public static ApiFailure notFound(ResourceType type, String name) {
    return about(
        404, "NotFound", type, name, type.qualifiedPlural() + " \"" + name + "\" not found");
  }

  /** 404: no such path. */
  public static ApiFailure noSuchPath() {
    return new ApiFailure(
        404, "NotFound", "the server could not find the requested resource", Json.object());
  }

  /** 409: the name is taken. */
  public static ApiFailure alreadyExists(ResourceType type, String name) {
    return about(
        409,
        "AlreadyExists",
        type,
        name,
        type.qualifiedPlural() + " \"" + name + "\" already exists");
  }

  /** 409: the write is based on another version than the present one. */
  public static ApiFailure conflict(ResourceType type, String name, String why) {
    return about(
        409,
        "Conflict",
        type,
        name,
        "Operation cannot be fulfilled on " + type.qualifiedPlural() + " \"" + name + "\": " + why);
  }

  /** 409: a delete is meant for another object, or another version of it. */
  public static ApiFailure failedPrecondition(ResourceType type, String name, String why) {
    ApiFailure failure =
        new ApiFailure(
            409,
            "Conflict",
            "Operation cannot be fulfilled on " + type.kind() + " \"" + name + "\": " + why,
            details(type, name));
    failure.details.put("kind", type.kind());
    return failure;
  }

  /** 422: an option of the request is missing or wrong. */
  public static ApiFailure invalidOption(String options, String field, String message) {
    ObjectNode details = Json.object().put("group", "meta.k8s.io").put("kind", options);
    addCauses(details, List.of(new Cause("FieldValueRequired", message, field)));
    return new ApiFailure(
        422,
        "Invalid",
        options + ".meta.k8s.io \"\" is invalid: " + field + ": " + message,
        details);
  }

  /** 409: server-side apply meets fields that others own. */
  public static ApiFailure applyConflict(String message, List<Cause> causes) {
    ObjectNode details = Json.object();
    addCauses(details, causes);
    return new ApiFailure(409, "Conflict", message, details);
  }

  /** 422: the object breaks rules; every fault is told. */
  public static ApiFailure invalid(ResourceType type, String name, List<Cause> causes) {
    List<String> faults =
        causes.stream().map(cause -> cause.field() + ": " + cause.message()).distinct().toList();
    String told = faults.size() == 1 ? faults.getFirst() : faults.toString().replace("], [", ", ");
    ObjectNode details = details(type, name);
    details.put("kind", type.kind());
    addCauses(details, causes);
    return new ApiFailure(
        422, "Invalid", type.qualifiedKind() + " \"" + name + "\" is invalid: " + told, details);
  }

  /** 403: admission refuses it. */
  public static ApiFailure forbidden(ResourceType type, String name, String why) {
    return about(
        403,
        "Forbidden",
        type,
        name,
        type.qualifiedPlural() + " \"" + name + "\" is forbidden: " + why);
  }

  /** 403: the namespace is on its way out. */
  public static ApiFailure namespaceTerminating(ResourceType type, String name, String namespace) {
    ApiFailure failure =
        forbidden(
            type,
            name,
            "unable to create new content in namespace "
                + namespace
                + " because it is being terminated");
    addCauses(
        failure.details,
        List.of(
            new Cause(
                "NamespaceTerminating",
                "namespace " + namespace + " is being terminated",
                "metadata.namespace")));
    return failure;
  }

  /** 400: the request makes no sense. */
  public static ApiFailure badRequest(String message) {
    return new ApiFailure(400, "BadRequest", message, Json.object());
  }

  /** 422: an object of a custom kind cannot be replaced without the version that is replaced. */
  public static ApiFailure versionless(ResourceType type, String name) {
    Cause cause =
        new Cause(
            "FieldValueInvalid",
            "Invalid value: 0: must be specified for an update",
            "metadata.resourceVersion");
    ObjectNode details = details(type, name);
    addCauses(details, List.of(cause));
    return new ApiFailure(
        422,
        "Invalid",
        type.qualifiedPlural()
            + " \""
            + name
            + "\" is invalid: "
            + cause.field()
            + ": "
            + cause.message(),
        details);
  }

  /** 422: a patch that cannot be applied. */
  public static ApiFailure unprocessable(String message) {
    ApiFailure failure =
        new ApiFailure(
            422,
            "Invalid",
            "the server rejected our request due to an error in our request",
            Json.object());
    // The answer does not say what was wrong; the log of a caller may.
    failure.initCause(new IllegalArgumentException(message));
    return failure;
  }

  /** 405: the kind does not do that. */
  public static ApiFailure methodNotAllowed() {
    return new ApiFailure(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        Json.object());
  }

  /** 406 or 415: a media type that is not understood. */
  public static ApiFailure unsupportedMediaType(String type, String accepted) {
    return new ApiFailure(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted
            + " (got "
            + type
            + ")",
        Json.object());
  }

  /** 410: the version is no longer remembered; list again. */
  public static ApiFailure expired(String message) {
    return new ApiFailure(410, "Expired", message, Json.object());
  }

  /** 413: larger than any object may be. */
  public static ApiFailure tooLarge(long limit) {
    return new ApiFailure(
        413, "RequestEntityTooLarge", "Request entity too large: limit is " + limit, Json.object());
  }

  /** 500: the fault is here. */
  public static ApiFailure internal(Throwable cause) {
    ApiFailure failure =
        new ApiFailure(
            500, "InternalError", "Internal error occurred: " + cause.getMessage(), Json.object());
    failure.initCause(cause);
    return failure;
  }

  /** HTTP status. */
  public int code() {
    return code;
  }

  /** Machine-readable reason, such as {@code AlreadyExists}. */
  public String reason() {
    return reason;
  }

  /** The Status object that tells it. */
  public ObjectNode toStatus() {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
    if (!details.isEmpty() || EMPTY_DETAILS.contains(reason)) {
      status.set("details", details.deepCopy());
    }
    status.put("code", code);
    return status;
  }

  private static ApiFailure about(
      int code, String reason, ResourceType type, String name, String message) {
    return new ApiFailure(code, reason, message, details(type, name));
  }

  private static ObjectNode details(ResourceType type, String name) {
    ObjectNode details = Json.object();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    return details.put("kind", type.plural());
  }

  private static void addCauses(ObjectNode details, List<Cause> causes) {
    ArrayNode array = details.putArray("causes");
    for (Cause cause : causes) {
      array
          .addObject()
          .put("reason", cause.reason())
          .put("message", cause.message())
          .put("field", cause.field());
    }
  }
}
