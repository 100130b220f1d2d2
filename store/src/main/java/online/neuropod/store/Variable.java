package online.neuropod.store;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An environment variable in a document. Kept as a pair, since the name of a field may not contain
 * a dot, but that of a variable may.
 *
 * @param name of the variable
 * @param value its value
 */
public record Variable(String name, String value) {
  /** The variables by name. */
  public static List<Variable> listOf(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(variable -> new Variable(variable.getKey(), variable.getValue()))
        .sorted(Comparator.comparing(Variable::name))
        .toList();
  }

  /** The same as a map. */
  public static Map<String, String> mapOf(List<Variable> variables) {
    return variables.stream().collect(Collectors.toMap(Variable::name, Variable::value));
  }
}
