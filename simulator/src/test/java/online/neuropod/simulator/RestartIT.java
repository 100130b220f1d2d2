package online.neuropod.simulator;

import static online.neuropod.simulator.Simulation.eventually;
import static online.neuropod.simulator.Simulation.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import online.neuropod.simulator.storage.MemoryStorage;
import online.neuropod.simulator.storage.MongoStorage;
import online.neuropod.simulator.storage.ObjectStorage;
import org.junit.jupiter.api.Test;

/** A cluster that comes back, and clients that notice. */
class RestartIT {
  private static final String NS = "restarts";

  @Test
  void informersGoOnWhenTheServerComesBack() {
    ObjectStorage storage = new MemoryStorage();
    SimulatedCluster first = SimulatedCluster.start(Simulation.fast(), storage);
    int port = first.apiUri().getPort();
    try (KubernetesClient client = Simulation.client(first)) {
      Simulation.namespace(client, NS);
      client.resource(pod(NS, "old", "example/web").build()).create();
      List<String> seen = new CopyOnWriteArrayList<>();
      try (SharedIndexInformer<Pod> informer = client.pods().inNamespace(NS).runnableInformer(0)) {
        informer.exceptionHandler((started, failure) -> true);
        informer.addEventHandler(handler(seen));
        informer.run();
        eventually().until(() -> seen.contains("add old"));
        first.close();
        try (SimulatedCluster _ =
            SimulatedCluster.start(Simulation.fast().withPort(port), storage)) {
          client.resource(pod(NS, "new", "example/web").build()).create();
          client.pods().inNamespace(NS).withName("old").withGracePeriod(0).delete();
          eventually().until(() -> seen.contains("add new") && seen.contains("delete old"));
          eventually().until(informer::isWatching);
        }
      }
    }
  }

  @Test
  void everythingGoesOnWhereItWas() {
    MongoServer server = new MongoServer(new MemoryBackend());
    try (MongoClient mongo = MongoClients.create(server.bindAndGetConnectionString())) {
      MongoStorage storage = new MongoStorage(mongo.getDatabase("cluster"));
      Pod before;
      Map<String, String> versions;
      String last;
      try (SimulatedCluster first = SimulatedCluster.start(Simulation.fast(), storage);
          KubernetesClient client = Simulation.client(first)) {
        Simulation.namespace(client, NS);
        Pod pod =
            client.resource(pod(NS, "stays", "quay.io/jupyter/base-notebook").build()).create();
        eventually().until(() -> Simulation.phase(client, pod).equals("Running"));
        eventually().until(() -> client.pods().resource(pod).getLog().contains("127.0.0.1:8888"));
        client.resource(pod(NS, "gone", "example/web").build()).create();
        client.pods().inNamespace(NS).withName("gone").withGracePeriod(0).delete();
        before = client.resource(pod).get();
        last = client.pods().inNamespace(NS).list().getMetadata().getResourceVersion();
        versions = versions(client);
      }
      try (SimulatedCluster second = SimulatedCluster.start(Simulation.fast(), storage);
          KubernetesClient client = Simulation.client(second)) {
        Pod after = client.resource(before).get();
        assertThat(after).isEqualTo(before);
        assertThat(versions(client)).isEqualTo(versions);
        assertThat(client.pods().resource(after).getLog()).contains("127.0.0.1:8888");
        Pod next = client.resource(pod(NS, "next", "example/web").build()).create();
        assertThat(Long.parseLong(next.getMetadata().getResourceVersion()))
            .isGreaterThan(Long.parseLong(last));
        client.resource(after).delete();
        eventually().until(() -> client.resource(after).get() == null);
      }
    } finally {
      server.shutdownNow();
    }
  }

  private static Map<String, String> versions(KubernetesClient client) {
    return client.serviceAccounts().inAnyNamespace().list().getItems().stream()
        .collect(
            Collectors.toMap(
                a -> a.getMetadata().getUid(), a -> a.getMetadata().getResourceVersion()));
  }

  @Test
  void aWatchFromAForgottenVersionIsGone() {
    try (SimulatedCluster cluster =
            SimulatedCluster.start(Simulation.fast().withWatchWindow(5), new MemoryStorage());
        KubernetesClient client = Simulation.client(cluster)) {
      Simulation.namespace(client, NS);
      for (int i = 0; i < 10; i++) {
        client.resource(pod(NS, "p" + i, "example/web").build()).create();
      }
      List<Integer> closed = new CopyOnWriteArrayList<>();
      try (Watch _ =
          client
              .pods()
              .inNamespace(NS)
              .withResourceVersion("1")
              .watch(
                  new Watcher<Pod>() {
                    @Override
                    public void eventReceived(Action action, Pod pod) {}

                    @Override
                    public void onClose(WatcherException cause) {
                      closed.add(cause.isHttpGone() ? 410 : 0);
                    }
                  })) {
        eventually().until(() -> closed.equals(List.of(410)));
      }
    }
  }

  private static ResourceEventHandler<Pod> handler(List<String> seen) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(Pod pod) {
        seen.add("add " + pod.getMetadata().getName());
      }

      @Override
      public void onUpdate(Pod before, Pod pod) {}

      @Override
      public void onDelete(Pod pod, boolean unknown) {
        seen.add("delete " + pod.getMetadata().getName());
      }
    };
  }
}
