package online.neuropod.e2e.bench;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.ClusterView;

/** NeuroPod, by its REST interface. */
final class PodContender implements DeployBench.Contender {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Person person;
  private final ClusterView cluster;
  private final List<String> pods = new ArrayList<>();
  private int serial;

  PodContender(Person person, ClusterView cluster) {
    this.person = person;
    this.cluster = cluster;
  }

  /** Orders a pod without GPU; its id. */
  String create(String name) {
    var order = Person.image(name, "neuropod.test/web:1", "3000");
    order.put("gpu", "cpu");
    return person.create(order);
  }

  @Override
  public void prepare() {
    cluster.removeVolumes();
  }

  @Override
  public List<Double> deploy(int count) {
    List<Callable<Double>> orders =
        IntStream.range(0, count)
            .mapToObj(_ -> "b" + serial++)
            .map(name -> order(name, count))
            .toList();
    return Stopwatch.atOnce(orders);
  }

  private Callable<Double> order(String name, int count) {
    return () -> {
      var watch = new Stopwatch();
      String pod = create(name);
      synchronized (pods) {
        pods.add(pod);
      }
      String url = person.services(pod).get(0).path("url").asString();
      return watch.until(count, () -> Stopwatch.answers(url));
    };
  }

  @Override
  public List<Double> stop() {
    pods.forEach(pod -> person.awaitStatus(pod, LIMIT, "running"));
    List<Callable<Double>> orders =
        pods.stream()
            .<Callable<Double>>map(
                pod -> {
                  Pod object = cluster.pods(pod).getFirst();
                  return () -> {
                    var watch = new Stopwatch();
                    person.stop(pod);
                    return watch.until(pods.size(), () -> cluster.isGone(object));
                  };
                })
            .toList();
    return Stopwatch.atOnce(orders);
  }

  @Override
  public void clear() {
    remove(List.copyOf(pods));
    pods.clear();
  }

  void remove(List<String> some) {
    some.forEach(person::remove);
    some.forEach(pod -> person.awaitStatus(pod, LIMIT, "deleted"));
  }
}
