package online.neuropod.api.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import online.neuropod.api.answer.Refusal.Fault;

/** Collects what is wrong with a request, so that a person reads all of it at once. */
public final class Faults {
  private final List<Fault> found = new ArrayList<>();

  /** A fault whose text names nothing. */
  public void add(String field, String text) {
    found.add(new Fault(field, text, Map.of()));
  }

  /** A fault with what its text names. */
  public void add(String field, String text, Map<String, String> details) {
    found.add(new Fault(field, text, details));
  }

  /**
   * Ends the collection.
   *
   * @throws Refusal if anything is wrong
   */
  public void refuseIfAny() {
    if (!found.isEmpty()) {
      throw Refusal.of(found);
    }
  }
}
