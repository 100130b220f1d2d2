package online.neuropod.api.operations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import online.neuropod.api.pods.PodView.Reason;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a pod that failed, or that takes long.
 *
 * @param workflowId in Temporal
 * @param type what was wished
 * @param state {@code failed}, or {@code running} for longer than usual
 * @param status of the pod
 * @param podId the pod
 * @param podName its name
 * @param ownerId who owns it
 * @param ownerEmail their address; null for somebody who is gone
 * @param wishedAt when it was wished
 * @param since since when it has failed, or has been running
 * @param cause why, where it is known
 * @param link into Temporal's Web UI; null where none is configured
 */
@Schema(name = "Operation")
public record OperationView(
    String workflowId,
    @Schema(allowableValues = {"run", "stop", "delete"}) String type,
    @Schema(allowableValues = {"failed", "running"}) String state,
    String status,
    String podId,
    String podName,
    String ownerId,
    @Nullable String ownerEmail,
    Instant wishedAt,
    Instant since,
    @Nullable Reason cause,
    @Nullable String link) {}
