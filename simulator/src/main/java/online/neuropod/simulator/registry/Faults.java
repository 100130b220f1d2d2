package online.neuropod.simulator.registry;

import java.util.ArrayList;
import java.util.List;
import online.neuropod.simulator.registry.ApiFailure.Cause;

/** Collects everything that is wrong with an object, worded as the real API server words it. */
public final class Faults {
  private final List<Cause> causes = new ArrayList<>();

  /** A field that must be there. */
  public void required(String field, String detail) {
    add("FieldValueRequired", field, "Required value" + (detail.isEmpty() ? "" : ": " + detail));
  }

  /** A field with a value that breaks a rule. */
  public void invalid(String field, Object value, String detail) {
    boolean plain = value instanceof Number || value.equals("null");
    String told = plain ? value.toString() : "\"" + value + "\"";
    add("FieldValueInvalid", field, "Invalid value: " + told + ": " + detail);
  }

  /** A field that must not be there, or must not change. */
  public void forbidden(String field, String detail) {
    add("FieldValueForbidden", field, "Forbidden: " + detail);
  }

  /** A value that occurs twice. */
  public void duplicate(String field, Object value) {
    String told = value instanceof Number ? value.toString() : "\"" + value + "\"";
    add("FieldValueDuplicate", field, "Duplicate value: " + told);
  }

  /** A name of something that is not there. */
  public void missing(String field, String value) {
    add("FieldValueNotFound", field, "Not found: \"" + value + "\"");
  }

  /** A value that is none of those allowed. */
  public void unsupported(String field, String value, List<String> allowed) {
    String list = String.join(", ", allowed.stream().map(item -> "\"" + item + "\"").toList());
    add(
        "FieldValueNotSupported",
        field,
        "Unsupported value: \"" + value + "\": supported values: " + list);
  }

  /**
   * Throws when anything was wrong.
   *
   * @throws ApiFailure 422
   */
  public void orThrow(ResourceType type, String name) {
    if (!causes.isEmpty()) {
      throw ApiFailure.invalid(type, name, causes);
    }
  }

  private void add(String reason, String field, String message) {
    causes.add(new Cause(reason, message, field));
  }
}
