package online.neuropod.api.answer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.Failure.PodRef;

/** A request is refused. Becomes a {@link Failure} in the reader's language. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A fault of a field, whose text is not made yet.
   *
   * @param field its name
   * @param text key below {@code field.}
   * @param details values that the text names
   */
  public record Fault(String field, String text, Map<String, String> details) {}

  private final FailureCode code;
  private final transient Map<String, String> details;
  private final transient List<Fault> faults;
  private final transient Optional<Failure.Details> inTheWay;

  private Refusal(
      FailureCode code,
      Map<String, String> details,
      List<Fault> faults,
      Optional<Failure.Details> inTheWay) {
    super(code + " " + faults.stream().map(Fault::field).toList());
    this.code = code;
    this.details = Map.copyOf(details);
    this.faults = List.copyOf(faults);
    this.inTheWay = inTheWay;
  }

  /** A refusal whose text names nothing. */
  public static Refusal of(FailureCode code) {
    return new Refusal(code, Map.of(), List.of(), Optional.empty());
  }

  /** A refusal with what its text names. */
  public static Refusal of(FailureCode code, Map<String, String> details) {
    return new Refusal(code, details, List.of(), Optional.empty());
  }

  /** A refusal with what its text names, and with the pods that stand in the way. */
  public static Refusal of(FailureCode code, Map<String, String> details, List<PodRef> pods) {
    return new Refusal(code, details, List.of(), Optional.of(new Failure.Details(pods)));
  }

  /** A refusal for these fields. */
  public static Refusal of(List<Fault> faults) {
    return new Refusal(FailureCode.VALIDATION, Map.of(), faults, Optional.empty());
  }

  /** What it is. */
  public FailureCode code() {
    return code;
  }

  Map<String, String> details() {
    return details;
  }

  Optional<Failure.Details> inTheWay() {
    return inTheWay;
  }

  List<Fault> faults() {
    return faults;
  }
}
