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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import online.neuropod.simulator.storage.MemoryStorage;
import online.neuropod.simulator.storage.MongoStorage;
import online.neuropod.simulator.storage.ObjectStorage;
import online.neuropod.simulator.storage.StoredObject;
import org.junit.jupiter.api.Test;

/** A cluster that comes back, and clients that notice. */
class RestartIT {
  private static final String NS = "restarts";
  private static final String JUPYTER = "quay.io/jupyter/base-notebook";
  private static final String LISTENING = "127.0.0.1:8888";

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
      Pod stays;
      try (SimulatedCluster first = SimulatedCluster.start(Simulation.fast(), storage);
          KubernetesClient client = Simulation.client(first)) {
        Simulation.namespace(client, NS);
        stays = client.resource(pod(NS, "stays", JUPYTER).build()).create();
        eventually().until(() -> Simulation.phase(client, stays).equals("Running"));
        eventually().until(() -> client.pods().resource(stays).getLog().contains(LISTENING));
        client.resource(pod(NS, "gone", "example/web").build()).create();
        client.pods().inNamespace(NS).withName("gone").withGracePeriod(0).delete();
      }
      // Only now nothing writes any more.
      Map<String, Long> before = versions(storage);
      long last = Collections.max(before.values());
      try (SimulatedCluster second = SimulatedCluster.start(Simulation.fast(), storage);
          KubernetesClient client = Simulation.client(second)) {
        Pod next = client.resource(pod(NS, "next", JUPYTER).build()).create();
        assertThat(Long.parseLong(next.getMetadata().getResourceVersion())).isGreaterThan(last);
        // Then scheduler and kubelet have looked at everything older, too.
        eventually().until(() -> Simulation.phase(client, next).equals("Running"));
        assertThat(changed(before, versions(storage))).isEmpty();
        assertThat(client.resource(stays).get().getMetadata().getUid())
            .isEqualTo(stays.getMetadata().getUid());
        assertThat(client.resource(stays).get().getStatus().getPhase()).isEqualTo("Running");
        assertThat(client.pods().resource(stays).getLog()).contains(LISTENING);
        client.resource(stays).delete();
        eventually().until(() -> client.resource(stays).get() == null);
      }
    } finally {
      server.shutdownNow();
    }
  }

  /** The versions of what is kept, but for the leases of nodes, which are renewed at any time. */
  private static Map<String, Long> versions(ObjectStorage storage) {
    return storage.load().stream()
        .filter(object -> !object.key().contains("/leases/"))
        .collect(Collectors.toMap(StoredObject::key, StoredObject::version));
  }

  private static List<String> changed(Map<String, Long> before, Map<String, Long> after) {
    return before.keySet().stream()
        .filter(key -> !Objects.equals(before.get(key), after.get(key)))
        .sorted()
        .toList();
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
