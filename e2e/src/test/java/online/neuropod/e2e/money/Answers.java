package online.neuropod.e2e.money;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import online.neuropod.e2e.client.Person.Answer;

/** What the api answered, counted. */
final class Answers {
  private static final int UNAVAILABLE = 503;

  /** Done, refused for lack of money, gone, or in a state that forbids it. */
  private static final Set<Integer> EXPECTED = Set.of(200, 201, 202, 402, 404, 409);

  private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();
  private final List<String> unexpected = new CopyOnWriteArrayList<>();

  /** Counts an answer; whether it is one, and not a request to ask again. */
  boolean count(String what, Answer answer) {
    String code = answer.body().path("code").asString("");
    add((what + " " + answer.status() + " " + code).strip());
    if (answer.status() == UNAVAILABLE) {
      return false;
    }
    if (!EXPECTED.contains(answer.status())) {
      unexpected.add(what + " " + answer);
    }
    return true;
  }

  /** Counts a request without an answer. */
  void countLost(String what) {
    add(what + " lost");
  }

  private void add(String key) {
    counts.computeIfAbsent(key, _ -> new AtomicLong()).incrementAndGet();
  }

  /** How often each was answered. */
  Map<String, AtomicLong> counts() {
    return counts;
  }

  /** Answers that a correct api does not give to correct requests. */
  List<String> unexpected() {
    return unexpected;
  }
}
