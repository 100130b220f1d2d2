package online.neuropod.simulator.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.ValueNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reading and writing of JSON trees.
 *
 * <p>Stored trees are shared between threads and never changed in place; whoever wants another one
 * copies first.
 */
public final class Json {
  private static final JsonNodeFactory NODES = new OneNodePerNumber();
  private static final JsonMapper JSON = JsonMapper.builder().nodeFactory(NODES).build();
  private static final YAMLMapper YAML = YAMLMapper.builder().nodeFactory(NODES).build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** An array of strings. */
  public static ArrayNode array(Iterable<String> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return array;
  }

  /**
   * Parses JSON.
   *
   * @throws tools.jackson.core.JacksonException when it is not JSON
   */
  public static JsonNode parse(String text) {
    return JSON.readTree(text);
  }

  /**
   * Parses YAML, and therefore JSON as well.
   *
   * @throws tools.jackson.core.JacksonException when it is not YAML
   */
  public static JsonNode parseYaml(String text) {
    return YAML.readTree(text);
  }

  /** The tree as compact JSON. */
  public static String write(JsonNode node) {
    return JSON.writeValueAsString(node);
  }

  /** The node at a path of field names; a missing node when any step is absent. */
  public static JsonNode at(JsonNode node, String... path) {
    JsonNode current = node;
    for (String name : path) {
      current = current.path(name);
    }
    return current;
  }

  /** Whether something other than null stands at the path. */
  public static boolean has(JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return !found.isMissingNode() && !found.isNull();
  }

  /** The text at a path, empty when absent or not a text. */
  public static String text(JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return found.isString() ? found.stringValue() : found.isNumber() ? found.asString() : "";
  }

  /** The text at a path unless absent or empty. */
  public static Optional<String> optionalText(JsonNode node, String... path) {
    return Optional.of(text(node, path)).filter(text -> !text.isEmpty());
  }

  /** The whole number at a path, or the fallback when absent or not a number. */
  public static long number(JsonNode node, long fallback, String... path) {
    JsonNode found = at(node, path);
    return found.isNumber() ? found.asLong(fallback) : fallback;
  }

  /** Whether the boolean at a path is there and true. */
  public static boolean flag(JsonNode node, String... path) {
    return at(node, path).asBoolean(false);
  }

  /** The items of the array at a path, none when absent. */
  public static List<JsonNode> items(JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return found.isArray() ? List.copyOf(found.values()) : List.of();
  }

  /** The objects of the array at a path, none when absent; whatever is no object is left out. */
  public static Stream<ObjectNode> objects(JsonNode node, String... path) {
    return items(node, path).stream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast);
  }

  /** The texts of the array at a path, none when absent. */
  public static List<String> texts(JsonNode node, String... path) {
    List<String> texts = new ArrayList<>();
    items(node, path).forEach(item -> texts.add(item.asString("")));
    return texts;
  }

  /** The object at a path as a map of texts, empty when absent. */
  public static Map<String, String> map(JsonNode node, String... path) {
    Map<String, String> map = new LinkedHashMap<>();
    at(node, path).forEachEntry((name, value) -> map.put(name, value.asString("")));
    return map;
  }

  /** The object at a path, made when absent or not an object. */
  public static ObjectNode ensure(ObjectNode node, String... path) {
    ObjectNode current = node;
    for (String name : path) {
      current = current.path(name) instanceof ObjectNode found ? found : current.putObject(name);
    }
    return current;
  }

  /** The array under a name, made when absent or not an array. */
  public static ArrayNode ensureArray(ObjectNode node, String name) {
    return node.path(name) instanceof ArrayNode found ? found : node.putArray(name);
  }

  /** Sets a field unless something is there already. */
  public static void setDefault(ObjectNode node, String name, String value) {
    if (!has(node, name)) {
      node.put(name, value);
    }
  }

  /** Sets a field unless something is there already. */
  public static void setDefault(ObjectNode node, String name, long value) {
    if (!has(node, name)) {
      node.put(name, value);
    }
  }

  /**
   * The same whole number as the same node, whether it was written as int or long or was parsed.
   *
   * <p>Jackson's nodes of different widths are never equal: an object read back from the storage
   * would differ from the one that was written, and be taken for changed.
   */
  private static final class OneNodePerNumber extends JsonNodeFactory {
    @Override
    public NumericNode numberNode(long number) {
      return (int) number == number ? super.numberNode((int) number) : super.numberNode(number);
    }

    @Override
    public ValueNode numberNode(@Nullable Long number) {
      return number == null ? nullNode() : numberNode(number.longValue());
    }
  }

  /** A node that stands for "nothing there". */
  public static JsonNode missing() {
    return MissingNode.getInstance();
  }
}
