package online.neuropod.simulator.storage;

/**
 * One object as it is kept.
 *
 * @param key unique path of the object: group/resource/namespace/name
 * @param version its resource version, above that of every earlier write
 * @param json the whole object
 */
public record StoredObject(String key, long version, String json) {}
