package online.neuropod.worker.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import online.neuropod.cluster.watch.ClusterWatch;
import org.springframework.context.SmartLifecycle;

/** Watches the cluster from the start of the process to its end. */
public final class PodWatch implements SmartLifecycle {
  private final ClusterWatch watch;
  private volatile boolean running;

  /** Tells {@code signals} what changes. */
  public PodWatch(KubernetesClient client, String installation, ChangeSignals signals) {
    this.watch = new ClusterWatch(client, installation, signals);
  }

  /** Whether changes are being told at this moment. */
  public boolean isWatching() {
    return watch.isWatching();
  }

  @Override
  public void start() {
    running = true;
    watch.start();
  }

  @Override
  public void stop() {
    running = false;
    watch.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
