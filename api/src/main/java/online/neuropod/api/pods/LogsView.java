package online.neuropod.api.pods;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a container wrote.
 *
 * @param logs the lines; empty when there are none
 * @param message why there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Logs")
public record LogsView(String logs, @Nullable String message) {}
