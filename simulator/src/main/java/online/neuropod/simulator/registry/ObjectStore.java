package online.neuropod.simulator.registry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.storage.ObjectStorage;
import online.neuropod.simulator.storage.StoredObject;
import tools.jackson.databind.node.ObjectNode;

/**
 * All objects in memory, with versions and a window of past changes; every write goes through to
 * the storage before anybody sees it.
 *
 * <p>Writes happen one at a time, so that a decision made inside {@link #exclusively} holds when it
 * is written. Objects handed out are shared and must not be changed.
 */
public final class ObjectStore {
  /** Versions are reserved in blocks, so that a write costs one operation of the storage. */
  private static final long BLOCK = 1_000;

  private final ObjectStorage storage;
  private final int window;
  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentSkipListMap<ObjectKey, ObjectNode> objects =
      new ConcurrentSkipListMap<>();
  private final Deque<Change> history = new ArrayDeque<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private long version;
  private long reserved;
  private long forgotten;

  /**
   * Loads what the storage holds.
   *
   * @param window how many past changes a watch can go back
   */
  public ObjectStore(ObjectStorage storage, int window) {
    this.storage = storage;
    this.window = window;
    for (StoredObject stored : storage.load()) {
      restore(stored);
    }
    version = Math.max(version, storage.reservedVersion());
    reserved = version;
    if (version == 0) {
      // 0 means "any version" to clients, so the first one that is given out is 1.
      version = nextVersion();
    }
    // Changes before the start, removals above all, are not remembered.
    forgotten = version;
  }

  /** Runs a decision and its writes without any other write in between. */
  public <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** The object, if it exists. */
  public Optional<ObjectNode> get(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** The objects of a kind, in one namespace or, with an empty name, in all. */
  public Listing list(ResourceType type, String namespace) {
    return exclusively(
        () -> {
          List<ObjectNode> found = new ArrayList<>();
          objects.tailMap(new ObjectKey(type, namespace, "")).entrySet().stream()
              .takeWhile(
                  entry ->
                      entry.getKey().type().equals(type)
                          && (namespace.isEmpty() || entry.getKey().namespace().equals(namespace)))
              .forEach(entry -> found.add(entry.getValue()));
          return new Listing(version, found);
        });
  }

  /** Everything in a namespace. */
  public List<ObjectKey> keysIn(String namespace) {
    return objects.keySet().stream().filter(key -> key.namespace().equals(namespace)).toList();
  }

  /** Writes an object under a new version, which is set in the object. Only within a decision. */
  public ObjectNode put(ObjectKey key, ObjectNode object) {
    requireDecision();
    long next = nextVersion();
    ObjectNode stored = object.deepCopy();
    Json.ensure(stored, "metadata").put("resourceVersion", Long.toString(next));
    storage.save(new StoredObject(key.path(), next, Json.write(stored)));
    Optional<ObjectNode> before = Optional.ofNullable(objects.put(key, stored));
    publish(new Change(next, key, before, Optional.of(stored)));
    return stored;
  }

  /** Removes an object; the answer is its last form. Only within a decision. */
  public ObjectNode remove(ObjectKey key, ObjectNode last) {
    requireDecision();
    long next = nextVersion();
    storage.delete(key.path());
    objects.remove(key);
    ObjectNode gone = last.deepCopy();
    Json.ensure(gone, "metadata").put("resourceVersion", Long.toString(next));
    publish(new Change(next, key, Optional.of(gone), Optional.empty()));
    return gone;
  }

  /**
   * Follows all changes from a version on. The listener is called in the order of versions, under
   * the lock: it must only hand over, and never wait.
   *
   * @return ends the following
   * @throws ApiFailure 410 when changes since that version are no longer remembered
   */
  public Runnable follow(long since, Consumer<Change> listener) {
    return exclusively(
        () -> {
          if (since < forgotten) {
            throw ApiFailure.expired("too old resource version: " + since + " (" + forgotten + ")");
          }
          history.stream().filter(change -> change.version() > since).forEach(listener);
          listeners.add(listener);
          return () -> listeners.remove(listener);
        });
  }

  /** The version of the last write. */
  public long version() {
    return exclusively(() -> version);
  }

  /** Whether changes since a version are still remembered. */
  public boolean remembers(long since) {
    return exclusively(() -> since >= forgotten);
  }

  private void restore(StoredObject stored) {
    if (!(Json.parse(stored.json()) instanceof ObjectNode object)) {
      throw new IllegalStateException("Not an object: " + stored.key());
    }
    String apiVersion = Json.text(object, "apiVersion");
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String plural = stored.key().split("/", -1)[1];
    ResourceType type =
        ResourceTypes.find(group, apiVersion.substring(slash + 1), plural)
            .orElseThrow(() -> new IllegalStateException("Unknown kind: " + stored.key()));
    objects.put(ObjectKey.of(type, object), object);
    version = Math.max(version, stored.version());
  }

  private long nextVersion() {
    if (version >= reserved) {
      storage.reserveVersions(version + BLOCK);
      reserved = version + BLOCK;
    }
    return ++version;
  }

  private void publish(Change change) {
    history.addLast(change);
    if (history.size() > window) {
      forgotten = history.removeFirst().version();
    }
    listeners.forEach(listener -> listener.accept(change));
  }

  private void requireDecision() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("A write needs exclusively()");
    }
  }
}
