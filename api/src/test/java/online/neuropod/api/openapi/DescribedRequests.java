package online.neuropod.api.openapi;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** In a request, null is as good as left out, where a property may be left out. */
final class DescribedRequests implements OpenApiCustomizer {
  private static final String PREFIX = "#/components/schemas/";

  @Override
  public void customise(OpenAPI api) {
    Function<String, Schema<?>> named =
        name -> requireNonNull(api.getComponents().getSchemas().get(name), name);
    Set<String> sent = new LinkedHashSet<>();
    bodies(api).forEach(schema -> collect(schema, named, sent));
    sent.stream().map(named).forEach(DescribedRequests::describe);
  }

  private static Stream<Schema<?>> bodies(OpenAPI api) {
    return api.getPaths().values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream)
        .flatMap(operation -> Stream.ofNullable(operation.getRequestBody()))
        .flatMap(body -> body.getContent().values().stream())
        .map(type -> type.getSchema());
  }

  private static void collect(
      Schema<?> schema, Function<String, Schema<?>> named, Set<String> found) {
    String ref = schema.get$ref();
    if (ref != null) {
      String name = ref.substring(PREFIX.length());
      if (found.add(name)) {
        collect(named.apply(name), named, found);
      }
      return;
    }
    if (schema.getProperties() != null) {
      for (Schema<?> property : schema.getProperties().values()) {
        collect(property, named, found);
      }
    }
    if (schema.getItems() != null) {
      collect(schema.getItems(), named, found);
    }
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      collect(values, named, found);
    }
  }

  private static void describe(Schema<?> schema) {
    if (schema.getProperties() == null) {
      return;
    }
    List<String> required = Optional.ofNullable(schema.getRequired()).orElse(List.of());
    schema
        .getProperties()
        .replaceAll(
            (name, property) ->
                required.contains(name) ? property : RecordProperties.orNull(property));
  }
}
