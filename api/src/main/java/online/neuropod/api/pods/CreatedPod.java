package online.neuropod.api.pods;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A pod that was accepted.
 *
 * @param id opaque
 * @param name as it was asked for
 * @param url where its first HTTP port will answer
 * @param status always {@code creating}
 * @param createdAt when it was accepted
 * @param costPerHour euros: GPU, container disk, and the volume at its real size
 * @param message in words
 */
public record CreatedPod(
    String id,
    String name,
    String url,
    @Schema(allowableValues = "creating") String status,
    Instant createdAt,
    BigDecimal costPerHour,
    String message) {}
