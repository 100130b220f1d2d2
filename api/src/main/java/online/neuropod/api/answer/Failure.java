package online.neuropod.api.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import online.neuropod.domain.pod.Pod;
import org.jspecify.annotations.Nullable;

/**
 * A failure.
 *
 * @param success always false
 * @param code stable name of the fault; programs decide by it
 * @param message for a person, in their language
 * @param errors every fault of the request's fields; absent where it is not about fields
 * @param details what stands in the way, by name; absent where the code says it all
 * @param traceId names this request in the logs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failure(
    boolean success,
    String code,
    String message,
    @Nullable List<FieldFault> errors,
    @Nullable Details details,
    String traceId) {
  /**
   * What stands in the way of a request.
   *
   * @param pods of {@code TEMPLATE_IN_USE} and {@code GPU_IN_USE}: those that the reader may see
   */
  @Schema(name = "FailureDetails")
  public record Details(List<PodRef> pods) {
    public Details {
      pods = List.copyOf(pods);
    }
  }

  /**
   * A pod that stands in the way.
   *
   * @param id opaque
   * @param name unique for its owner
   * @param status as everywhere
   */
  @Schema(name = "PodReference")
  public record PodRef(String id, String name, String status) {
    /** A reference to a pod. */
    public static PodRef to(Pod pod) {
      return new PodRef(pod.id(), pod.name(), pod.status().wire());
    }
  }
}
