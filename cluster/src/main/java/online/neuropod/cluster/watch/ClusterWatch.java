package online.neuropod.cluster.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import online.neuropod.cluster.model.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which pods and volumes of the installation change in the cluster. It says nothing of what
 * changed: who is told reads the state. Missed changes are made up for at each new list, after
 * which everything that is there is told once.
 */
public final class ClusterWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

  /** Who is told, on a thread of the watch: neither method may block for long. */
  public interface Listener {
    /** Something of this pod's Pod changed. */
    void podChanged(String podId);

    /**
     * Something of an owner's workspace volume changed.
     *
     * @param userHash the owner's, as {@link online.neuropod.domain.pod.UserHash} makes it
     */
    void volumeChanged(String userHash);
  }

  private final List<SharedIndexInformer<? extends HasMetadata>> informers;

  /**
   * A watch on the Pods and volumes of an installation, in all namespaces. It does nothing before
   * {@link #start()}.
   */
  public ClusterWatch(KubernetesClient client, String installationId, Listener listener) {
    this.informers =
        List.of(
            informer(client, Pod.class, installationId, Labels.POD, listener::podChanged),
            informer(
                client,
                PersistentVolumeClaim.class,
                installationId,
                Labels.OWNER,
                listener::volumeChanged));
  }

  private static <T extends HasMetadata> SharedIndexInformer<T> informer(
      KubernetesClient client,
      Class<T> kind,
      String installationId,
      String label,
      Consumer<String> changed) {
    return client
        .resources(kind)
        .inAnyNamespace()
        .withLabel(Labels.INSTALLATION, installationId)
        .runnableInformer(0)
        .itemStore(labelsOnly(client, kind))
        .addEventHandler(new Changes<>(label, changed))
        // Without this an informer stops for good when its first list fails, and later at any
        // failure but an outdated resource version.
        .exceptionHandler(
            (started, failure) -> {
              LOG.atWarn()
                  .addKeyValue("kind", kind.getSimpleName())
                  .addKeyValue("started", started)
                  .log("watch is interrupted: {}", failure.toString());
              return true;
            });
  }

  // Nobody reads the objects here: to know their labels is enough, at a fraction of the memory.
  private static <T extends HasMetadata> ItemStore<T> labelsOnly(
      KubernetesClient client, Class<T> kind) {
    return new ReducedStateItemStore<>(
        ReducedStateItemStore.UID_KEY_STATE,
        kind,
        client.getKubernetesSerialization(),
        "metadata.labels");
  }

  /** Begins to watch, now or as soon as the API server answers. Does not block. */
  public void start() {
    informers.forEach(SharedIndexInformer::start);
  }

  /** Whether changes are being told at this moment. */
  public boolean isWatching() {
    return informers.stream().allMatch(SharedIndexInformer::isWatching);
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }

  private record Changes<T extends HasMetadata>(String label, Consumer<String> changed)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      tell(object);
    }

    @Override
    public void onUpdate(T before, T now) {
      tell(now);
    }

    @Override
    public void onDelete(T object, boolean stateUnknown) {
      tell(object);
    }

    private void tell(T object) {
      Optional.ofNullable(object.getMetadata().getLabels().get(label)).ifPresent(changed);
    }
  }
}
