package online.neuropod.simulator.storage;

import java.util.List;

/**
 * Keeps the objects of a simulated cluster.
 *
 * <p>A method returns only when its change would survive the death of the process; the API server
 * answers a write after that. One cluster uses a storage at a time, and calls it from one thread at
 * a time. A method that cannot do its work throws, and the write is refused.
 */
public interface ObjectStorage {
  /** All objects, in no particular order. */
  List<StoredObject> load();

  /** Writes an object, in place of the one with the same key. */
  void save(StoredObject object);

  /** Removes an object; an absent one is no error. */
  void delete(String key);

  /** The highest version that may have been given out, 0 at first. */
  long reservedVersion();

  /** Notes that versions up to this one may be given out from now on. */
  void reserveVersions(long upTo);
}
