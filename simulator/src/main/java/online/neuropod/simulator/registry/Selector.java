package online.neuropod.simulator.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;

/** Chooses objects by labels and fields, as {@code labelSelector} and {@code fieldSelector} do. */
public final class Selector implements Predicate<JsonNode> {
  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([^!=\\s]+)\\s*(==|=|!=)\\s*([^!=\\s]*)\\s*");
  private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^\\s!=(),]+)\\s*");
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "pods",
          Set.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "status.phase",
              "status.podIP",
              "status.nominatedNodeName"),
          "events",
          Set.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "involvedObject.apiVersion",
              "involvedObject.fieldPath",
              "reason",
              "type",
              "source"),
          "namespaces",
          Set.of("status.phase"),
          "nodes",
          Set.of("spec.unschedulable"),
          "secrets",
          Set.of("type"));

  private final Predicate<JsonNode> test;

  private Selector(Predicate<JsonNode> test) {
    this.test = test;
  }

  /** Chooses every object. */
  public static Selector everything() {
    return new Selector(object -> true);
  }

  /**
   * Reads both selectors; an empty text chooses everything.
   *
   * @throws ApiFailure 400 when one cannot be read or names a field that is not indexed
   */
  public static Selector parse(ResourceType type, String labels, String fields) {
    List<Predicate<JsonNode>> all = new ArrayList<>();
    splitOutsideParentheses(labels).forEach(term -> all.add(labelTerm(term, labels)));
    Arrays.stream(fields.split(","))
        .filter(term -> !term.isBlank())
        .forEach(term -> all.add(fieldTerm(type, term)));
    return new Selector(object -> all.stream().allMatch(term -> term.test(object)));
  }

  /** A {@code metav1.LabelSelector} of an object. */
  public static Predicate<Map<String, String>> ofLabelSelector(JsonNode selector) {
    Map<String, String> wanted = Json.map(selector, "matchLabels");
    List<JsonNode> expressions = Json.items(selector, "matchExpressions");
    return labels ->
        labels.entrySet().containsAll(wanted.entrySet())
            && expressions.stream().allMatch(expression -> matches(expression, labels));
  }

  /** One {@code {key, operator, values}} requirement of a label or node selector. */
  public static boolean matches(JsonNode expression, Map<String, String> labels) {
    String key = Json.text(expression, "key");
    List<String> values = Json.texts(expression, "values");
    String operator = Json.text(expression, "operator");
    boolean present = labels.containsKey(key);
    String value = labels.getOrDefault(key, "");
    return switch (operator) {
      case "In" -> present && values.contains(value);
      case "NotIn" -> !present || !values.contains(value);
      case "Exists" -> present;
      case "DoesNotExist" -> !present;
      case "Gt" -> present && compare(value, values) > 0;
      case "Lt" -> present && compare(value, values) < 0;
      default -> false;
    };
  }

  @Override
  public boolean test(JsonNode object) {
    return test.test(object);
  }

  private static int compare(String value, List<String> values) {
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(String.join("", values)));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  private static Predicate<JsonNode> labelTerm(String term, String whole) {
    Matcher set = SET.matcher(term);
    if (set.matches()) {
      List<String> values = Arrays.stream(set.group(3).split(",")).map(String::trim).toList();
      boolean in = set.group(2).equals("in");
      return label(
          set.group(1), value -> in == (value.isPresent() && values.contains(value.get())));
    }
    Matcher equality = EQUALITY.matcher(term);
    if (equality.matches()) {
      boolean equal = !equality.group(2).equals("!=");
      return label(
          equality.group(1), value -> equal == value.filter(equality.group(3)::equals).isPresent());
    }
    Matcher exists = EXISTS.matcher(term);
    if (exists.matches()) {
      boolean wanted = exists.group(1).isEmpty();
      return label(exists.group(2), value -> wanted == value.isPresent());
    }
    throw ApiFailure.badRequest(
        "unable to parse requirement: found '" + term.trim() + "' in selector '" + whole + "'");
  }

  private static Predicate<JsonNode> label(String key, Predicate<Optional<String>> test) {
    return object -> {
      JsonNode value = Json.at(object, "metadata", "labels", key);
      return test.test(value.isString() ? Optional.of(value.stringValue()) : Optional.empty());
    };
  }

  private static Predicate<JsonNode> fieldTerm(ResourceType type, String term) {
    Matcher equality = EQUALITY.matcher(term);
    if (!equality.matches()) {
      throw ApiFailure.badRequest(
          "invalid selector: '" + term + "'; can't understand '" + term + "'");
    }
    String field = equality.group(1);
    boolean known =
        field.equals("metadata.name")
            || (type.namespaced() && field.equals("metadata.namespace"))
            || FIELDS.getOrDefault(type.plural(), Set.of()).contains(field);
    if (!known) {
      throw ApiFailure.badRequest("field label not supported: " + field);
    }
    String[] path =
        field.equals("source") ? new String[] {"source", "component"} : field.split("\\.");
    boolean equal = !equality.group(2).equals("!=");
    String wanted = equality.group(3);
    return object -> equal == Json.at(object, path).asString("").equals(wanted);
  }

  private static List<String> splitOutsideParentheses(String text) {
    List<String> terms = new ArrayList<>();
    StringBuilder term = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        terms.add(term.toString());
        term.setLength(0);
      } else {
        term.append(c);
      }
    }
    terms.add(term.toString());
    return terms.stream().filter(found -> !found.isBlank()).toList();
  }
}
