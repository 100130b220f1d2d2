package online.neuropod.api.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.pods.PodLogs;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/**
 * Says of the parameters that mean the same everywhere what they mean and which values they take.
 */
final class DescribedParameters implements OperationCustomizer {
  private static final Map<String, Consumer<Parameter>> KNOWN =
      Map.of(
          "query page",
          each -> range(each, "From 0", 0, Paging.MAX_PAGE, 0),
          "query size",
          each -> range(each, "Entries of a page", 1, Paging.MAX_SIZE, 100),
          "query tail",
          each -> range(each, "Lines from the end", 1, PodLogs.MAX_TAIL, 500),
          "header Idempotency-Key",
          DescribedParameters::idempotencyKey,
          "header " + HttpHeaders.IF_MATCH,
          DescribedParameters::ifMatch);

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(DescribedParameters::describe);
    }
    return operation;
  }

  private static void describe(Parameter parameter) {
    orEmpty(parameter);
    KNOWN.getOrDefault(parameter.getIn() + " " + parameter.getName(), _ -> {}).accept(parameter);
  }

  /** Forms send what nobody filled in as an empty text: it counts as not sent. */
  private static void orEmpty(Parameter parameter) {
    Schema<?> schema = parameter.getSchema();
    boolean text = schema.getFormat() == null && schema.getTypes().contains("string");
    if (parameter.getIn().equals("query") && !text && !schema.getTypes().contains("array")) {
      parameter.setSchema(orEmpty(schema));
    }
  }

  private static Schema<?> orEmpty(Schema<?> schema) {
    Schema<?> empty = new Schema<String>().types(Set.of("string")).maxLength(0);
    return new Schema<>().anyOf(List.of(schema, empty));
  }

  private static void range(Parameter parameter, String what, int min, int max, int usual) {
    // A schema of its own: parameters of one type share theirs.
    Schema<Integer> schema = new Schema<>();
    schema.types(Set.of("integer")).format("int32").setDefault(usual);
    schema.minimum(BigDecimal.valueOf(min)).maximum(BigDecimal.valueOf(max));
    parameter.setSchema(orEmpty(schema));
    parameter.setDescription(what);
  }

  private static void idempotencyKey(Parameter parameter) {
    parameter.setDescription(
        "Any name of this request. The same key with the same body gives the first answer again;"
            + " with another body it is refused. Kept for a day.");
    parameter.setSchema(text().maxLength(255));
    parameter.setExample("5d4f8e2a-create-1");
  }

  private static void ifMatch(Parameter parameter) {
    parameter.setRequired(true);
    parameter.setDescription("The ETag of what was read, or `*` for any");
    parameter.setSchema(text());
    parameter.setExample("\"1\"");
  }

  /** A value that headers can carry: neither empty nor with spaces at its ends. */
  private static Schema<?> text() {
    return new Schema<String>()
        .types(Set.of("string"))
        .minLength(1)
        .pattern("^[!-~]([ -~]*[!-~])?$");
  }
}
