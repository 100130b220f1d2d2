package online.neuropod.e2e.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.Product;
import org.bson.Document;

/**
 * Many people, each with some pods: copies of one that the product made, under names of their own.
 * Nothing of them is in the cluster, and nothing is left to be done for them.
 */
final class Crowd {
  private static final int SIGN_IN_AT_ONCE = 8;

  private Crowd() {}

  /**
   * Somebody.
   *
   * @param person who is signed in
   * @param podIds of their pods
   */
  record Member(Person person, List<String> podIds) {}

  /** Makes them. Expects that the worker does not run. */
  static List<Member> make(Product product, String podId, String role, int people, int pods) {
    try (MongoClient client = MongoClients.create(product.mongodb())) {
      var collection = client.getDatabase("neuropod").getCollection("pods");
      Document pattern = Objects.requireNonNull(collection.find(Filters.eq("_id", podId)).first());
      List<Person> signedIn = signIn(product, role, people);
      var crowd = new ArrayList<Member>();
      var documents = new ArrayList<Document>();
      for (Person person : signedIn) {
        String owner = person.id();
        List<Document> theirs =
            IntStream.range(0, pods).mapToObj(place -> copy(pattern, owner, place)).toList();
        documents.addAll(theirs);
        crowd.add(new Member(person, theirs.stream().map(pod -> pod.getString("_id")).toList()));
      }
      if (!documents.isEmpty()) {
        collection.insertMany(documents);
      }
      return crowd;
    }
  }

  private static List<Person> signIn(Product product, String role, int people) {
    var signedIn = new ArrayList<Person>();
    for (int first = 0; first < people; first += SIGN_IN_AT_ONCE) {
      List<Callable<Person>> some =
          IntStream.range(first, Math.min(people, first + SIGN_IN_AT_ONCE))
              .<Callable<Person>>mapToObj(
                  i -> () -> Person.signIn(product.url(), role + i + ".crowd@example.com", role))
              .toList();
      signedIn.addAll(Stopwatch.atOnce(some));
    }
    return signedIn;
  }

  private static Document copy(Document pattern, String owner, int place) {
    String name = "crowd-" + place;
    var copy = new Document(pattern);
    copy.put("_id", UUID.randomUUID().toString());
    copy.put("name", name);
    copy.put("ownerId", owner);
    copy.put("nameKey", owner + ":" + name);
    copy.put("slotKey", owner + "/" + (place + 1));
    copy.put("doneSeq", pattern.get("wish", Document.class).get("seq"));
    copy.remove("unsettledSince");
    return copy;
  }
}
