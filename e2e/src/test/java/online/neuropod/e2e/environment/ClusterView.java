package online.neuropod.e2e.environment;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;

/** The cluster as its operator sees it, narrowed to one installation. */
public final class ClusterView implements AutoCloseable {
  private static final String INSTALLATION = "neuropod.online/installation";
  private static final String OWNER = "neuropod.online/owner";
  private static final String POD = "neuropod.online/pod";

  private final KubernetesClient client;
  private final String installation;

  private ClusterView(KubernetesClient client, String installation) {
    this.client = client;
    this.installation = installation;
  }

  /** Looks at the objects of a product that runs. */
  public static ClusterView of(Product product) {
    try {
      var config = Config.fromKubeconfig(Files.readString(product.kubeconfig()));
      return new ClusterView(
          new KubernetesClientBuilder().withConfig(config).build(), installationOf(product));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String installationOf(Product product) {
    try (MongoClient mongo = MongoClients.create(product.mongodb())) {
      Document document =
          mongo.getDatabase("neuropod").getCollection("installation").find().first();
      return Objects.requireNonNull(document, "no installation").getString("installationId");
    }
  }

  /** The installation's id. */
  public String installation() {
    return installation;
  }

  /** The client, for what is asked once. */
  public KubernetesClient client() {
    return client;
  }

  /** The Pods of a pod. */
  public List<Pod> pods(String podId) {
    return client.pods().inAnyNamespace().withLabel(POD, podId).list().getItems();
  }

  /** All Pods of the installation. */
  public List<Pod> allPods() {
    return client.pods().inAnyNamespace().withLabel(INSTALLATION, installation).list().getItems();
  }

  /** Keeps a processor of a Pod's container busy until the container ends. */
  public void keepBusy(Pod pod) {
    try (var shell =
        client
            .pods()
            .resource(pod)
            .writingOutput(OutputStream.nullOutputStream())
            .exec("sh", "-c", "(while :; do :; done) >/dev/null 2>&1 &")) {
      shell.exitCode().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  /** Whether there is no Pod of that name in its namespace. */
  public boolean isGone(Pod pod) {
    return client.resource(pod).get() == null;
  }

  /** Every object of a pod as {@code Kind/name}: Pods, Services, Ingresses, ConfigMaps. */
  public List<String> objects(String podId) {
    Stream<? extends HasMetadata> all =
        Stream.of(
                client.pods().inAnyNamespace().withLabel(POD, podId).list().getItems(),
                client.services().inAnyNamespace().withLabel(POD, podId).list().getItems(),
                client
                    .network()
                    .v1()
                    .ingresses()
                    .inAnyNamespace()
                    .withLabel(POD, podId)
                    .list()
                    .getItems(),
                client.configMaps().inAnyNamespace().withLabel(POD, podId).list().getItems())
            .flatMap(List::stream);
    return all.map(object -> object.getKind() + "/" + object.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** Names of the claims of an owner, who is known to the cluster by a hash. */
  public List<String> volumes(String ownerHash) {
    return client
        .persistentVolumeClaims()
        .inAnyNamespace()
        .withLabel(OWNER, ownerHash)
        .list()
        .getItems()
        .stream()
        .map(claim -> claim.getMetadata().getName())
        .toList();
  }

  /** Removes every volume of the installation. Blocks until they are gone. */
  public void removeVolumes() {
    var claims =
        client.persistentVolumeClaims().inAnyNamespace().withLabel(INSTALLATION, installation);
    claims.delete();
    Awaitility.await("volumes go")
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> claims.list().getItems().isEmpty());
  }

  /** Removes all that the installation made. Blocks until it is gone. */
  public void removeAll() {
    var names = new ArrayList<String>();
    client
        .namespaces()
        .withLabel(INSTALLATION, installation)
        .list()
        .getItems()
        .forEach(namespace -> names.add(namespace.getMetadata().getName()));
    for (String name : names) {
      // A Pod whose end nobody is left to bill holds its namespace by the meter's finalizer.
      client.pods().inNamespace(name).list().getItems().forEach(this::letGo);
      client.namespaces().withName(name).delete();
    }
    Awaitility.await("namespaces go")
        .atMost(90, TimeUnit.SECONDS)
        .until(
            () ->
                client
                    .namespaces()
                    .withLabel(INSTALLATION, installation)
                    .list()
                    .getItems()
                    .isEmpty());
  }

  private void letGo(Pod pod) {
    client
        .pods()
        .resource(pod)
        .edit(
            found -> {
              found.getMetadata().setFinalizers(List.of());
              return found;
            });
  }

  @Override
  public void close() {
    client.close();
  }
}
