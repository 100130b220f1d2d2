package online.neuropod.simulator.registry;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.patch.ManagedFieldsWriter;
import online.neuropod.simulator.patch.MergeSchema;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.patch.ServerSideApply;
import online.neuropod.simulator.registry.ResourceType.Trait;
import tools.jackson.databind.node.ObjectNode;

/**
 * Create, read, update, apply and delete with the rules of a Kubernetes API server. The HTTP face
 * and the controllers inside both go through it.
 */
public final class Registry {
  private final ObjectStore store;
  private final Clock clock;
  private final List<Admission> admissions;

  /** A registry over a store. */
  public Registry(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.admissions =
        List.of(
            new NamespaceAdmission(store),
            new LimitRanger(store),
            new ServiceAccountAdmission(store),
            new StorageClassAdmission(store),
            new PodSecurity(store),
            new Quotas(store));
  }

  /** An object, and whether this call made it. */
  public record Applied(ObjectNode object, boolean created) {}

  /** What lies below, for watches and lists. */
  public ObjectStore store() {
    return store;
  }

  /** The clock that stamps objects. */
  public Clock clock() {
    return clock;
  }

  /** The object, if it exists. */
  public Optional<ObjectNode> find(ObjectKey key) {
    return store.get(key);
  }

  /**
   * The object.
   *
   * @throws ApiFailure 404
   */
  public ObjectNode get(ObjectKey key) {
    return store.get(key).orElseThrow(() -> ApiFailure.notFound(key.type(), key.name()));
  }

  /**
   * Makes an object.
   *
   * @throws ApiFailure 409 when the name is taken, 422 when invalid, 403 when refused
   */
  public ObjectNode create(
      ResourceType type, String namespace, ObjectNode body, WriteOptions options) {
    if (Json.has(body, "metadata", "resourceVersion") && !Metadata.version(body).isEmpty()) {
      throw ApiFailure.badRequest("resourceVersion should not be set on objects to be created");
    }
    ObjectNode object = body.deepCopy();
    Json.ensure(object, "metadata").remove("managedFields");
    return store.exclusively(
        () -> {
          complete(type, namespace, object);
          ManagedFieldsWriter.created(object, options.owner(), clock.instant());
          return insert(type, object, options);
        });
  }

  private void complete(ResourceType type, String namespace, ObjectNode object) {
    Instant now = clock.instant();
    Strategy strategy = Strategies.of(type);
    Metadata.stamp(object, namespace, now);
    admissions.forEach(admission -> admission.mutate(type, object));
    if (type.is(Trait.STATUS)) {
      object.remove("status");
    }
    strategy.defaults(object);
    strategy.onCreate(object, now);
    if (type.is(Trait.GENERATION)) {
      Json.ensure(object, "metadata").put("generation", 1);
    }
    Faults faults = new Faults();
    Metadata.validate(object, strategy, faults);
    strategy.validate(object, faults);
    faults.orThrow(type, Json.text(object, "metadata", "name"));
    admissions.forEach(admission -> admission.validate(type, object));
  }

  private ObjectNode insert(ResourceType type, ObjectNode object, WriteOptions options) {
    ObjectKey key = ObjectKey.of(type, object);
    if (store.get(key).isPresent()) {
      throw ApiFailure.alreadyExists(type, key.name());
    }
    return options.dryRun() ? object : store.put(key, object);
  }

  /**
   * Changes an object as a client does: with validation, and only what the subresource covers.
   *
   * @param change makes the next object of a copy of the present one
   * @throws ApiFailure 404, 409 when the next object names another version or uid, 422
   */
  public ObjectNode update(ObjectKey key, WriteOptions options, UnaryOperator<ObjectNode> change) {
    return change(key, options, change, false);
  }

  /**
   * As {@link #update}, but another uid is an invalid change rather than a conflict: so the real
   * API server answers a patch.
   */
  public ObjectNode patch(ObjectKey key, WriteOptions options, UnaryOperator<ObjectNode> change) {
    return change(key, options, change, true);
  }

  private ObjectNode change(
      ObjectKey key, WriteOptions options, UnaryOperator<ObjectNode> change, boolean patch) {
    return store.exclusively(
        () -> {
          ObjectNode current = get(key);
          ObjectNode next = change.apply(current.deepCopy());
          checkVersion(key, next, current);
          checkUid(key, next, current, patch);
          restore(key.type(), next, current, options.subresource());
          Strategy strategy = Strategies.of(key.type());
          strategy.onUpdate(next, current);
          strategy.defaults(next);
          validateUpdate(key, next, current, options.subresource());
          ManagedFieldsWriter.updated(current, next, options.owner(), clock.instant());
          return commit(key, next, current, options.dryRun());
        });
  }

  /**
   * Changes an object from inside the cluster: no validation, since components write what no client
   * may. An absent object, or one for which nothing changes, is left alone.
   */
  public Optional<ObjectNode> modify(ObjectKey key, Owner owner, UnaryOperator<ObjectNode> change) {
    return store.exclusively(
        () ->
            store
                .get(key)
                .map(
                    current -> {
                      ObjectNode next = change.apply(current.deepCopy());
                      ManagedFieldsWriter.updated(current, next, owner, clock.instant());
                      return store(key, next, current, false);
                    }));
  }

  /**
   * Server-side apply: makes the object or merges into it.
   *
   * @throws ApiFailure 409 on a conflict of owners, 422, 403
   */
  public Applied apply(ObjectKey key, ObjectNode config, WriteOptions options) {
    ServerSideApply apply = new ServerSideApply(MergeSchema.of(key.type().kind()));
    ObjectNode sent = config.deepCopy();
    if (key.type().is(Trait.STATUS) && options.subresource().isEmpty()) {
      sent.remove("status");
    }
    return store.exclusively(
        () -> {
          Optional<ObjectNode> present = store.get(key);
          if (present.isEmpty()) {
            return new Applied(applyNew(key, sent, options, apply), true);
          }
          ObjectNode current = present.get();
          ObjectNode next =
              apply.apply(current, sent, options.owner(), options.force(), clock.instant());
          checkVersion(key, sent, current);
          checkUid(key, sent, current, false);
          restore(key.type(), next, current, options.subresource());
          Strategies.of(key.type()).onUpdate(next, current);
          Strategies.of(key.type()).defaults(next);
          validateUpdate(key, next, current, options.subresource());
          return new Applied(commit(key, next, current, options.dryRun()), false);
        });
  }

  private ObjectNode applyNew(
      ObjectKey key, ObjectNode sent, WriteOptions options, ServerSideApply apply) {
    if (!options.subresource().isEmpty()) {
      throw ApiFailure.notFound(key.type(), key.name());
    }
    if (!Metadata.uid(sent).isEmpty()) {
      throw ApiFailure.conflict(
          key.type(),
          key.name(),
          "uid mismatch: the provided object specified uid "
              + Metadata.uid(sent)
              + ", and no existing object was found");
    }
    ObjectNode empty = Json.object();
    empty.put("apiVersion", key.type().apiVersion()).put("kind", key.type().kind());
    empty.putObject("metadata").put("name", key.name());
    ObjectNode object = apply.apply(empty, sent, options.owner(), true, clock.instant());
    complete(key.type(), key.namespace(), object);
    return insert(key.type(), object, options);
  }

  private static void checkUid(ObjectKey key, ObjectNode next, ObjectNode current, boolean patch) {
    String uid = Metadata.uid(next);
    if (uid.isEmpty() || uid.equals(Metadata.uid(current))) {
      return;
    }
    if (patch) {
      Faults faults = new Faults();
      faults.invalid("metadata.uid", uid, "field is immutable");
      faults.orThrow(key.type(), key.name());
    }
    throw ApiFailure.conflict(
        key.type(),
        key.name(),
        "Precondition failed: UID in precondition: "
            + uid
            + ", UID in object meta: "
            + Metadata.uid(current));
  }

  private static void checkVersion(ObjectKey key, ObjectNode next, ObjectNode current) {
    String version = Metadata.version(next);
    if (!version.isEmpty() && !version.equals(Metadata.version(current))) {
      throw ApiFailure.conflict(
          key.type(),
          key.name(),
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
  }

  private static void restore(
      ResourceType type, ObjectNode next, ObjectNode current, String subresource) {
    Metadata.keep(next, current);
    if (subresource.equals("status")) {
      next.propertyNames().stream()
          .filter(name -> !name.equals("status"))
          .toList()
          .forEach(next::remove);
      current.forEachEntry(
          (name, value) -> {
            if (!name.equals("status")) {
              next.set(name, value.deepCopy());
            }
          });
    } else if (type.is(Trait.STATUS)) {
      next.remove("status");
      if (current.has("status")) {
        next.set("status", current.path("status").deepCopy());
      }
    }
    next.put("apiVersion", type.apiVersion()).put("kind", type.kind());
  }

  private void validateUpdate(
      ObjectKey key, ObjectNode next, ObjectNode current, String subresource) {
    if (subresource.equals("status")) {
      return;
    }
    Strategy strategy = Strategies.of(key.type());
    Faults faults = new Faults();
    Metadata.validate(next, strategy, faults);
    Metadata.validateUpdate(next, current, faults);
    strategy.validate(next, faults);
    strategy.validateUpdate(next, current, faults);
    faults.orThrow(key.type(), key.name());
    admissions.forEach(admission -> admission.validateUpdate(key.type(), next, current));
  }

  private ObjectNode commit(ObjectKey key, ObjectNode next, ObjectNode current, boolean dryRun) {
    if (key.type().is(Trait.GENERATION) && !next.path("spec").equals(current.path("spec"))) {
      Json.ensure(next, "metadata")
          .put("generation", Json.number(current, 0, "metadata", "generation") + 1);
    }
    return store(key, next, current, dryRun);
  }

  private ObjectNode store(ObjectKey key, ObjectNode next, ObjectNode current, boolean dryRun) {
    if (next.equals(current) || dryRun) {
      return dryRun ? next : current;
    }
    if (isFinished(next)) {
      return store.remove(key, next);
    }
    return store.put(key, next);
  }

  /** Whether nothing holds an object any more that is to be deleted. */
  private static boolean isFinished(ObjectNode object) {
    return Metadata.isDeleting(object)
        && Metadata.finalizers(object).isEmpty()
        && Json.items(object, "spec", "finalizers").isEmpty()
        && Json.number(object, 0, "metadata", "deletionGracePeriodSeconds") == 0;
  }

  /**
   * Deletes an object, or begins to: an object with finalizers or a running pod stays, marked with
   * a deletionTimestamp, until they are gone.
   *
   * @return the object as it is now, or as it was last
   * @throws ApiFailure 404, 409 when a precondition does not hold
   */
  public ObjectNode delete(ObjectKey key, DeleteOptions options) {
    return store.exclusively(
        () -> {
          ObjectNode current = get(key);
          checkDeletePreconditions(key, options, current);
          if (options.dryRun()) {
            return current;
          }
          long grace = grace(key.type(), current, options);
          ObjectNode next = mark(current, grace, options);
          if (isFinished(next)) {
            // What goes at once goes as it was, unless it was on its way already, or is a pod.
            boolean marked = Metadata.isDeleting(current) || key.type().equals(ResourceTypes.PODS);
            return store.remove(key, marked ? next : current);
          }
          return next.equals(current) ? current : store.put(key, next);
        });
  }

  private static void checkDeletePreconditions(
      ObjectKey key, DeleteOptions options, ObjectNode current) {
    options
        .uid()
        .filter(uid -> !uid.equals(Metadata.uid(current)))
        .ifPresent(
            uid -> {
              throw ApiFailure.failedPrecondition(
                  key.type(),
                  key.name(),
                  "the UID in the precondition ("
                      + uid
                      + ") does not match the UID in record ("
                      + Metadata.uid(current)
                      + "). The object might have been deleted and then recreated");
            });
    options
        .resourceVersion()
        .filter(version -> !version.equals(Metadata.version(current)))
        .ifPresent(
            version -> {
              throw ApiFailure.failedPrecondition(
                  key.type(),
                  key.name(),
                  "the ResourceVersion in the precondition ("
                      + version
                      + ") does not match the ResourceVersion in record ("
                      + Metadata.version(current)
                      + "). The object might have been modified");
            });
  }

  private static long grace(ResourceType type, ObjectNode current, DeleteOptions options) {
    if (!type.equals(ResourceTypes.PODS)) {
      return 0;
    }
    String phase = Json.text(current, "status", "phase");
    boolean nothingRuns =
        Json.text(current, "spec", "nodeName").isEmpty()
            || phase.equals("Succeeded")
            || phase.equals("Failed");
    if (nothingRuns) {
      return 0;
    }
    long own = Json.number(current, 30, "spec", "terminationGracePeriodSeconds");
    return Math.max(0, options.graceSeconds().orElse(own));
  }

  private ObjectNode mark(ObjectNode current, long grace, DeleteOptions options) {
    ObjectNode next = current.deepCopy();
    ObjectNode metadata = Json.ensure(next, "metadata");
    boolean again = Metadata.isDeleting(current);
    long before = Json.number(metadata, Long.MAX_VALUE, "deletionGracePeriodSeconds");
    if (!again || grace < before) {
      Instant end =
          again
              ? Times.at(metadata, "deletionTimestamp")
                  .orElseThrow()
                  .minusSeconds(before)
                  .plusSeconds(grace)
              : clock.instant().plusSeconds(grace);
      metadata.put("deletionTimestamp", Times.seconds(end));
      metadata.put("deletionGracePeriodSeconds", grace);
    }
    if (!again) {
      if (Json.text(next, "kind").equals("Namespace")) {
        Json.ensure(next, "status").put("phase", "Terminating");
      }
      addPropagationFinalizer(next, options.propagation());
      if (Json.has(metadata, "generation")) {
        metadata.put("generation", Json.number(metadata, 0, "generation") + 1);
      }
    }
    return next;
  }

  private static void addPropagationFinalizer(ObjectNode object, String propagation) {
    String finalizer =
        switch (propagation) {
          case "Foreground" -> "foregroundDeletion";
          case "Orphan" -> "orphan";
          default -> "";
        };
    if (!finalizer.isEmpty() && !Metadata.finalizers(object).contains(finalizer)) {
      Json.ensureArray(Json.ensure(object, "metadata"), "finalizers").add(finalizer);
    }
  }
}
