package online.neuropod.api.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure.
 *
 * @param success always false
 * @param code stable name of the fault; programs decide by it
 * @param message for a person, in their language
 * @param errors every fault of the request's fields; absent where it is not about fields
 * @param traceId names this request in the logs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failure(
    boolean success,
    String code,
    String message,
    @Nullable List<FieldFault> errors,
    String traceId) {}
