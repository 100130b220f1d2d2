package online.neuropod.simulator.storage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps objects for as long as the process lives. A cluster started again on it goes on. */
public final class MemoryStorage implements ObjectStorage {
  private final Map<String, StoredObject> objects = new ConcurrentHashMap<>();
  private final AtomicLong reserved = new AtomicLong();

  /** An empty storage. */
  public MemoryStorage() {}

  @Override
  public List<StoredObject> load() {
    return List.copyOf(objects.values());
  }

  @Override
  public void save(StoredObject object) {
    objects.put(object.key(), object);
  }

  @Override
  public void delete(String key) {
    objects.remove(key);
  }

  @Override
  public long reservedVersion() {
    return reserved.get();
  }

  @Override
  public void reserveVersions(long upTo) {
    reserved.set(upTo);
  }
}
