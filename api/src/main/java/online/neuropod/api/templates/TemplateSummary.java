package online.neuropod.api.templates;

/**
 * A template and how much it is used.
 *
 * @param id opaque
 * @param name unique
 * @param dockerImage image reference
 * @param pods pods made from it that are not deleted; a client's own, an administrator's all
 * @param runningPods those of them that run
 */
public record TemplateSummary(
    String id, String name, String dockerImage, long pods, long runningPods) {}
