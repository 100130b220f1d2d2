package online.neuropod.e2e.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Partners;
import online.neuropod.e2e.environment.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * From order to the first answer through the edge, and from stop to gone: NeuroPod's POST beside
 * {@code kubectl apply} and {@code delete} of the very objects that NeuroPod makes: volume, Pod,
 * Service and Ingress, in a namespace that exists. The two take turns. One at a time, and ten at
 * once, as an administrator, whom no quota binds.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DeployBench {
  private static final int RUNS = Integer.getInteger("bench.runs", 10);
  private static final int CROWD = 10;
  private static final int CROWD_RUNS = Integer.getInteger("bench.crowd.runs", 3);
  private static final Path REPORT = Path.of("target/deploy-bench.txt");

  private final StringBuilder report = new StringBuilder();
  private Product product;
  private ClusterView cluster;
  private PodContender neuropod;
  private KubectlContender kubectl;

  @BeforeAll
  void start() {
    product =
        Product.start(
            "bench",
            Partners.require(),
            Map.of(
                "neuropod.user.initial-balance", "1000", "neuropod.rate-limit.enabled", "false"));
    cluster = ClusterView.of(product);
    var root = Person.signIn(product.url(), "root@example.com", "admin");
    neuropod = new PodContender(root, cluster);
    // The first pod makes the namespace, and is the pattern of the raw objects.
    String first = neuropod.create("pattern");
    root.awaitServices(first, Duration.ofMinutes(2), Map.of(3000, "ready"));
    String namespace = "raw-" + cluster.installation();
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("neuropod.online/installation", cluster.installation())
                .endMetadata()
                .build())
        .create();
    kubectl = new KubectlContender(cluster, product.partners(), namespace, first);
    neuropod.remove(List.of(first));
    // What runs for the first time in a JVM is slow, on either side.
    for (int i = 0; i < 3; i++) {
      run(new Lane(neuropod), 1);
      run(new Lane(kubectl), 1);
    }
  }

  @AfterAll
  void end() throws IOException {
    Files.writeString(REPORT, report);
    product.close();
    cluster.removeAll();
    cluster.close();
  }

  @Test
  void deployAndStop() {
    compare("one", 1, RUNS);
    compare("ten at once", CROWD, CROWD_RUNS);
    say(
        String.format(
            Locale.ROOT,
            "memory of api and worker after this: %d MiB",
            product.residentBytes() / (1 << 20)));
  }

  private void compare(String what, int count, int runs) {
    var ours = new Lane(neuropod);
    var raw = new Lane(kubectl);
    for (int i = 0; i < runs; i++) {
      // The one that begins alternates, so that neither always follows the other.
      List<Lane> order = List.of(ours, raw);
      for (Lane lane : i % 2 == 0 ? order : order.reversed()) {
        run(lane, count);
      }
    }
    say(what + ", " + runs + " runs: seconds from order to first answer through the edge");
    say("  neuropod  " + ours.deploys());
    say("  kubectl   " + raw.deploys());
    say(what + ", " + runs + " runs: seconds from stop to gone");
    say("  neuropod  " + ours.stops());
    say("  kubectl   " + raw.stops());
  }

  private record Lane(Contender contender, Times deploys, Times stops) {
    Lane(Contender contender) {
      this(contender, new Times(), new Times());
    }
  }

  private static void run(Lane lane, int count) {
    lane.contender().prepare();
    lane.deploys().addAll(lane.contender().deploy(count));
    lane.stops().addAll(lane.contender().stop());
    lane.contender().clear();
  }

  private void say(String line) {
    System.out.println(line);
    report.append(line).append('\n');
  }

  /** What deploys and stops. */
  interface Contender {
    /** Makes everything as before a first order: no volume, no Pod. Not timed. */
    void prepare();

    /** Deploys {@code count} pods at once; seconds from the order to each one's first answer. */
    List<Double> deploy(int count);

    /** Stops all that were deployed at once; seconds from the order to each one's end. */
    List<Double> stop();

    /** Removes what is left. Not timed. */
    void clear();
  }

  static UncheckedIOException unchecked(IOException failure) {
    return new UncheckedIOException(failure);
  }
}
