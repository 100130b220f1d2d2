package online.neuropod.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import online.neuropod.api.support.Description;
import online.neuropod.api.support.Description.Described;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the description are right, and there are enough of them to make requests of. */
class ExamplesTest {
  private static final Description DESCRIPTION = Description.committed();

  private final JsonMapper json = JsonMapper.shared();

  @Test
  void everyExampleFitsItsSchema() {
    var wrong = new ArrayList<String>();
    int held = hold(DESCRIPTION.api(), new ArrayList<>(), wrong);
    assertThat(wrong).isEmpty();
    assertThat(held).isPositive();
  }

  /** Examples are beside the schema's words, or beside the schema. */
  private static int hold(JsonNode node, List<String> steps, List<String> wrong) {
    int held = 0;
    boolean described = node.has("type") || node.has("schema") || node.has("anyOf");
    if (node.has("example") && described) {
      var place = new ArrayList<>(steps);
      if (node.has("schema")) {
        place.add("schema");
      }
      String pointer = Description.pointer(place.toArray(String[]::new));
      DESCRIPTION
          .invalid(pointer, node.path("example"))
          .forEach(fault -> wrong.add(pointer + ": " + fault));
      held++;
    }
    for (var child : children(node).toList()) {
      var below = new ArrayList<>(steps);
      below.add(child.name());
      held += hold(child.node(), below, wrong);
    }
    return held;
  }

  private record Child(String name, JsonNode node) {}

  private static Stream<Child> children(JsonNode node) {
    if (node.isArray()) {
      return Stream.iterate(0, i -> i < node.size(), i -> i + 1)
          .map(i -> new Child(String.valueOf(i), node.path(i)));
    }
    return node.propertyStream().map(each -> new Child(each.getKey(), each.getValue()));
  }

  @Test
  void aRequestCanBeMadeOfTheExamplesAlone() {
    for (Described operation : DESCRIPTION.operations()) {
      if (operation.hasBody()) {
        Optional<JsonNode> body = new Examples(DESCRIPTION).ofBody(operation);
        assertThat(body).as("an example of each required field of %s", operation).isPresent();
        String pointer =
            Description.pointer(
                "paths",
                operation.path().getPatternString(),
                operation.method().toLowerCase(Locale.ROOT),
                "requestBody",
                "content",
                "application/json",
                "schema");
        assertThat(DESCRIPTION.invalid(pointer, body.orElseThrow()))
            .as("%s %s", operation, json.writeValueAsString(body.orElseThrow()))
            .isEmpty();
      }
    }
  }
}
