package online.neuropod.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.api.answer.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Says of each property of a record whether it is always there and whether it can be null, as the
 * types of the record say it: what is not {@code @Nullable} or {@code Optional} is required; what
 * is, is left out where the record leaves out nulls, and else required and null.
 */
final class RecordProperties implements ModelConverter {
  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> resolved = chain.next().resolve(type, context, chain);
    Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
    if (raw.isRecord()) {
      model(resolved, context).ifPresent(model -> describe(raw, model));
    }
    return resolved;
  }

  private static Optional<Schema<?>> model(
      @Nullable Schema<?> resolved, ModelConverterContext context) {
    if (resolved == null) {
      return Optional.empty();
    }
    if (resolved.get$ref() == null) {
      return Optional.of(resolved);
    }
    String name = resolved.get$ref().substring(resolved.get$ref().lastIndexOf('/') + 1);
    return Optional.ofNullable(context.getDefinedModels().get(name));
  }

  private static void describe(Class<?> raw, Schema<?> model) {
    if (model.getProperties() == null) {
      return;
    }
    JsonInclude include = raw.getAnnotation(JsonInclude.class);
    boolean leavesOut = include != null && include.value() == JsonInclude.Include.NON_NULL;
    Set<String> required =
        new LinkedHashSet<>(Optional.ofNullable(model.getRequired()).orElse(List.of()));
    for (RecordComponent component : raw.getRecordComponents()) {
      boolean nullable =
          component.getType().equals(Optional.class)
              || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (!nullable || !leavesOut) {
        required.add(component.getName());
      }
      if (nullable && !leavesOut) {
        model.getProperties().computeIfPresent(component.getName(), (_, of) -> orNull(of));
      }
    }
    model.setRequired(List.copyOf(required));
    // What tells successes from failures has one value in each.
    model
        .getProperties()
        .computeIfPresent("success", (_, of) -> constant(of, raw != Failure.class));
  }

  private static Schema<?> constant(Schema<?> property, boolean value) {
    property.setConst(value);
    return property;
  }

  /** The same, or null. */
  static Schema<?> orNull(Schema<?> property) {
    if (property.get$ref() != null || property.getEnum() != null) {
      return new Schema<>().anyOf(List.of(property, new Schema<>().types(Set.of("null"))));
    }
    Set<String> types = new LinkedHashSet<>(property.getTypes());
    types.add("null");
    property.setTypes(types);
    return property;
  }
}
