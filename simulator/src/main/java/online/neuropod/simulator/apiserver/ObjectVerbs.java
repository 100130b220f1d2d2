package online.neuropod.simulator.apiserver;

import java.util.Optional;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.patch.JsonPatch;
import online.neuropod.simulator.patch.MergePatch;
import online.neuropod.simulator.patch.MergeSchema;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.patch.StrategicMergePatch;
import online.neuropod.simulator.registry.ApiFailure;
import online.neuropod.simulator.registry.DeleteOptions;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.ResourceType.Trait;
import online.neuropod.simulator.registry.ResourceTypes;
import online.neuropod.simulator.registry.WriteOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers everything about objects that ends with one JSON body. */
final class ObjectVerbs {
  private static final String PATCH_TYPES =
      "application/json-patch+json, application/merge-patch+json,"
          + " application/strategic-merge-patch+json, application/apply-patch+yaml";

  private final Registry registry;
  private final Lists lists;

  ObjectVerbs(Registry registry, Lists lists) {
    this.registry = registry;
    this.lists = lists;
  }

  ApiResponse answer(ApiRequest request) {
    ApiPath path = request.path();
    checkAllowed(request);
    boolean one = !path.name().isEmpty();
    return switch (request.method()) {
      case "GET", "HEAD" -> ApiResponse.ok(one ? get(path) : lists.list(request));
      case "POST" -> post(request);
      case "PUT" -> one ? put(request) : refuse();
      case "PATCH" -> one ? patch(request) : refuse();
      case "DELETE" -> one ? delete(request) : deleteCollection(request);
      default -> refuse();
    };
  }

  private static ApiResponse refuse() {
    throw ApiFailure.methodNotAllowed();
  }

  private static void checkAllowed(ApiRequest request) {
    ResourceType type = request.path().type();
    boolean read = request.method().equals("GET") || request.method().equals("HEAD");
    if (type.is(Trait.COMPUTED) && !read) {
      throw ApiFailure.methodNotAllowed();
    }
    String subresource = request.path().subresource();
    boolean known =
        switch (subresource) {
          case "" -> true;
          case "status" -> type.is(Trait.STATUS);
          case "finalize" -> type.equals(ResourceTypes.NAMESPACES);
          case "binding", "eviction" -> type.equals(ResourceTypes.PODS);
          default -> false;
        };
    if (!known) {
      throw ApiFailure.noSuchPath();
    }
  }

  private JsonNode get(ApiPath path) {
    return path.type().is(Trait.COMPUTED) ? lists.measurement(path) : registry.get(path.key());
  }

  private ApiResponse post(ApiRequest request) {
    ApiPath path = request.path();
    if (path.type().is(Trait.REVIEW)) {
      ObjectNode review = request.object();
      review
          .putObject("status")
          .put("allowed", true)
          .put("reason", "the simulated cluster allows everything");
      return new ApiResponse(201, review);
    }
    if (!path.subresource().isEmpty()) {
      return subresource(request);
    }
    if (!path.name().isEmpty() || (path.type().namespaced() && path.namespace().isEmpty())) {
      throw ApiFailure.methodNotAllowed();
    }
    ObjectNode created =
        registry.create(
            path.type(), path.namespace(), request.object(), request.writeOptions(false));
    return new ApiResponse(201, created);
  }

  private ApiResponse subresource(ApiRequest request) {
    ObjectKey key = request.path().key();
    JsonNode body = request.anyJson();
    switch (request.path().subresource()) {
      case "binding" -> {
        registry.get(key);
        registry.modify(
            key,
            Owner.component(request.userAgent(), "binding"),
            pod -> {
              Json.ensure(pod, "spec").put("nodeName", Json.text(body, "target", "name"));
              return pod;
            });
      }
      case "eviction" ->
          registry.delete(
              key,
              DeleteOptions.read(
                  body.path("deleteOptions"), request.number("gracePeriodSeconds"), "", false));
      default -> throw ApiFailure.methodNotAllowed();
    }
    return new ApiResponse(201, success(Json.object()));
  }

  private ApiResponse put(ApiRequest request) {
    ObjectNode body = request.object();
    ApiPath path = request.path();
    if (path.subresource().equals("finalize")) {
      return ApiResponse.ok(finalizeNamespace(path.key(), body));
    }
    boolean versionless = Json.text(body, "metadata", "resourceVersion").isEmpty();
    if (path.type().is(Trait.CUSTOM) && versionless) {
      registry.get(path.key());
      throw ApiFailure.versionless(path.type(), path.name());
    }
    return ApiResponse.ok(
        registry.update(path.key(), request.writeOptions(false), current -> body));
  }

  private ObjectNode finalizeNamespace(ObjectKey key, ObjectNode body) {
    registry.get(key);
    return registry
        .modify(
            key,
            Owner.component("kube-controller-manager", "finalize"),
            namespace -> {
              ObjectNode spec = Json.ensure(namespace, "spec");
              spec.remove("finalizers");
              if (Json.has(body, "spec", "finalizers")) {
                spec.set("finalizers", body.path("spec").path("finalizers"));
              }
              return namespace;
            })
        .orElseThrow(() -> ApiFailure.notFound(key.type(), key.name()));
  }

  private ApiResponse patch(ApiRequest request) {
    ApiPath path = request.path();
    if (request.contentType().equals("application/apply-patch+yaml")) {
      return apply(request);
    }
    WriteOptions options = request.writeOptions(false);
    JsonNode patch = request.parsed(false);
    ObjectNode changed =
        switch (request.contentType()) {
          case "application/json-patch+json" ->
              registry.patch(
                  path.key(),
                  options,
                  current -> ApiRequest.asObject(JsonPatch.apply(current, patch)));
          case "application/merge-patch+json" ->
              registry.patch(
                  path.key(),
                  options,
                  current ->
                      ApiRequest.asObject(MergePatch.apply(current, ApiRequest.asObject(patch))));
          case "application/strategic-merge-patch+json" -> strategic(request, options, patch);
          default -> throw ApiFailure.unsupportedMediaType(request.contentType(), PATCH_TYPES);
        };
    return ApiResponse.ok(changed);
  }

  private ObjectNode strategic(ApiRequest request, WriteOptions options, JsonNode patch) {
    ResourceType type = request.path().type();
    if (type.is(Trait.CUSTOM)) {
      throw ApiFailure.unsupportedMediaType(
          request.contentType(),
          "application/json-patch+json, application/merge-patch+json,"
              + " application/apply-patch+yaml");
    }
    StrategicMergePatch merge = new StrategicMergePatch(MergeSchema.of(type.kind()));
    return registry.patch(
        request.path().key(), options, current -> merge.apply(current, ApiRequest.asObject(patch)));
  }

  private ApiResponse apply(ApiRequest request) {
    ApiRequest asYaml =
        new ApiRequest(
            request.method(),
            request.path(),
            request.query(),
            "application/yaml",
            request.userAgent(),
            request.body());
    ObjectNode config = asYaml.object();
    if (!Json.has(asYaml.anyJson(), "kind") || !Json.has(asYaml.anyJson(), "apiVersion")) {
      throw ApiFailure.badRequest("invalid object type: /, Kind=");
    }
    WriteOptions options = request.writeOptions(true);
    if (Json.has(config, "metadata", "managedFields")) {
      throw ApiFailure.badRequest("metadata.managedFields must be nil");
    }
    Json.ensure(config, "metadata").put("name", request.path().name());
    Registry.Applied applied = registry.apply(request.path().key(), config, options);
    return new ApiResponse(applied.created() ? 201 : 200, applied.object());
  }

  private ApiResponse delete(ApiRequest request) {
    ApiPath path = request.path();
    ObjectNode last = registry.delete(path.key(), deleteOptions(request));
    String uid = Json.text(last, "metadata", "uid");
    boolean stays =
        registry
            .find(path.key())
            .filter(present -> Json.text(present, "metadata", "uid").equals(uid))
            .isPresent();
    if (stays || path.type().is(Trait.ANSWERS_DELETED)) {
      return ApiResponse.ok(last);
    }
    ObjectNode details = Json.object().put("name", path.name());
    if (!path.type().group().isEmpty()) {
      details.put("group", path.type().group());
    }
    return ApiResponse.ok(success(details.put("kind", path.type().plural()).put("uid", uid)));
  }

  private ApiResponse deleteCollection(ApiRequest request) {
    ApiPath path = request.path();
    ObjectNode chosen = lists.list(request);
    DeleteOptions options = deleteOptions(request);
    for (ObjectNode object : Json.objects(chosen, "items").toList()) {
      deleteIfThere(ObjectKey.of(path.type(), object), options);
    }
    return ApiResponse.ok(chosen);
  }

  private void deleteIfThere(ObjectKey key, DeleteOptions options) {
    registry
        .store()
        .exclusively(
            () ->
                Optional.of(key)
                    .filter(k -> registry.find(k).isPresent())
                    .map(k -> registry.delete(k, options)));
  }

  private static DeleteOptions deleteOptions(ApiRequest request) {
    return DeleteOptions.read(
        request.anyJson(),
        request.number("gracePeriodSeconds"),
        request.parameter("propagationPolicy"),
        request.parameter("dryRun").equals("All"));
  }

  private static ObjectNode success(ObjectNode details) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Success");
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    return status;
  }
}
