package online.neuropod.e2e.money;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * When the container of each Pod ran, as the cluster itself says: the truth that bills are compared
 * with. Looks all the time, and again at once when the cluster is back; a Pod that has ended waits
 * for its bill by the meter's finalizer, so that its end is seen.
 */
final class RunningTimes implements AutoCloseable {
  private static final String INSTALLATION = "neuropod.online/installation";
  private static final String POD = "neuropod.online/pod";
  private static final String SESSION = "neuropod.online/session";
  private static final long RETRY_MILLIS = 20;
  private static final long FULL_LOOK_SECONDS = 10;

  private final KubernetesClient client;
  private final String installation;
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  /**
   * A container's run.
   *
   * @param session of its pod
   * @param startedAt in whole seconds, as Kubernetes keeps it
   * @param finishedAt empty while nobody has seen its end
   */
  record Run(Session session, Instant startedAt, Optional<Instant> finishedAt) {
    /** The same, when it is known that another look has seen its end. */
    Run with(Run later) {
      return finishedAt.isPresent() ? this : later;
    }
  }

  /** A session of a pod. */
  record Session(String podId, long number) implements Comparable<Session> {
    @Override
    public int compareTo(Session other) {
      int pods = podId.compareTo(other.podId);
      return pods != 0 ? pods : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
      return podId + "/" + number;
    }
  }

  private RunningTimes(KubernetesClient client, String installation) {
    this.client = client;
    this.installation = installation;
    this.thread = Thread.ofPlatform().name("running-times").start(this::look);
  }

  /** Looks from now on at the Pods of an installation. */
  static RunningTimes of(String apiServer, String installation) {
    var config =
        new ConfigBuilder()
            .withMasterUrl(apiServer)
            .withAutoConfigure(false)
            // Whoever waits before a second attempt could miss what happens meanwhile.
            .withRequestRetryBackoffLimit(0)
            .withWatchReconnectLimit(0)
            .withRequestTimeout(5_000)
            .build();
    return new RunningTimes(new KubernetesClientBuilder().withConfig(config).build(), installation);
  }

  /** The runs by session. A session has one, unless its Pod was made anew. */
  Map<Session, Run> bySession() {
    var sessions = new TreeMap<Session, Run>();
    runs.values().forEach(run -> sessions.merge(run.session(), run, RunningTimes::onlyOne));
    return sessions;
  }

  private static Run onlyOne(Run one, Run other) {
    throw new IllegalStateException("two containers ran in one session: " + one + ", " + other);
  }

  private void look() {
    try {
      boolean ended = false;
      while (!ended) {
        ended = followOnce();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** All that is there, then what changes, until the cluster is lost or a while has passed. */
  private boolean followOnce() throws InterruptedException {
    var lost = new CountDownLatch(1);
    var pods = client.pods().inAnyNamespace().withLabel(INSTALLATION, installation);
    try {
      var list = pods.list();
      list.getItems().forEach(this::see);
      var since =
          new ListOptionsBuilder()
              .withResourceVersion(list.getMetadata().getResourceVersion())
              .build();
      try (var _ = pods.watch(since, new Seeing(lost))) {
        var _ = lost.await(FULL_LOOK_SECONDS, TimeUnit.SECONDS);
      }
    } catch (KubernetesClientException away) {
      return over.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
    return over.getCount() == 0;
  }

  private final class Seeing implements Watcher<Pod> {
    private final CountDownLatch lost;

    private Seeing(CountDownLatch lost) {
      this.lost = lost;
    }

    @Override
    public void eventReceived(Action action, Pod pod) {
      if (action != Action.BOOKMARK && action != Action.ERROR) {
        see(pod);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      lost.countDown();
    }

    @Override
    public void onClose() {
      lost.countDown();
    }
  }

  private void see(Pod pod) {
    var labels = pod.getMetadata().getLabels();
    var session =
        new Session(
            Objects.requireNonNull(labels.get(POD)),
            Long.parseLong(Objects.requireNonNull(labels.get(SESSION))));
    pod.getStatus().getContainerStatuses().stream()
        .flatMap(status -> runs(session, status))
        .forEach(
            run -> runs.merge(pod.getMetadata().getUid() + " " + run.startedAt(), run, Run::with));
  }

  private static Stream<Run> runs(Session session, ContainerStatus status) {
    var running =
        Stream.ofNullable(status.getState().getRunning())
            .map(state -> new Run(session, Instant.parse(state.getStartedAt()), Optional.empty()));
    var ended =
        Stream.of(
                Optional.ofNullable(status.getState().getTerminated()),
                Optional.ofNullable(status.getLastState()).map(last -> last.getTerminated()))
            .flatMap(Optional::stream)
            .filter(RunningTimes::everStarted)
            .map(
                end ->
                    new Run(
                        session,
                        Instant.parse(end.getStartedAt()),
                        Optional.of(Instant.parse(end.getFinishedAt()))));
    return Stream.concat(running, ended);
  }

  /** A container that never was is told by the epoch. */
  private static boolean everStarted(ContainerStateTerminated end) {
    return end.getStartedAt() != null && Instant.parse(end.getStartedAt()).isAfter(Instant.EPOCH);
  }

  @Override
  public void close() {
    over.countDown();
    thread.interrupt();
    client.close();
  }
}
