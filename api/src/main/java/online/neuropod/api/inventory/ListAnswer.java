package online.neuropod.api.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A success with a part of one of the cluster's lists.
 *
 * @param success always true
 * @param data the part
 * @param page which part it is, and how to go on
 * @param gaps what could not be told, each once
 */
public record ListAnswer<T>(boolean success, List<T> data, Part page, List<GapView> gaps) {
  public ListAnswer {
    data = List.copyOf(data);
    gaps = List.copyOf(gaps);
  }

  /**
   * Which part of a list an answer is.
   *
   * @param limit the most entries that were asked for
   * @param next token for the next part, as {@code ?continue=}; null with the last
   * @param remaining entries after this part; null where the cluster does not say
   */
  public record Part(
      int limit,
      @JsonProperty("continue") @Schema(types = {"string", "null"}) @Nullable String next,
      @Nullable Long remaining) {}

  /**
   * Why something is null, or a whole list empty.
   *
   * @param code stable name
   * @param message in words
   */
  public record GapView(String code, String message) {}
}
