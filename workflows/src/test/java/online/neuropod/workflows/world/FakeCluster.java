package online.neuropod.workflows.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.ClusterActivities;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with room for one Pod, which passes through stages as time goes by, ends some time
 * after it is deleted, and stays until its finalizer is taken off.
 */
public final class FakeCluster implements ClusterActivities {
  /** What is seen of a Pod from an age on. */
  public record Seen(
      Duration from, Stage stage, Optional<StatusReason> reason, boolean hookFailed) {
    /** A stage with nothing to say. */
    public static Seen of(Duration from, Stage stage) {
      return new Seen(from, stage, Optional.empty(), false);
    }

    /** A stage with a cause. */
    public static Seen of(Duration from, Stage stage, StatusReason reason) {
      return new Seen(from, stage, Optional.of(reason), false);
    }
  }

  private static final class PodObject {
    final long session;
    final boolean hook;
    final Instant createdAt;
    Optional<Instant> deletedAt = Optional.empty();

    PodObject(long session, boolean hook, Instant createdAt) {
      this.session = session;
      this.hook = hook;
      this.createdAt = createdAt;
    }
  }

  private static final List<Seen> COMES_UP =
      List.of(
          Seen.of(Duration.ZERO, Stage.SCHEDULING),
          Seen.of(Duration.ofSeconds(1), Stage.PREPARING),
          Seen.of(Duration.ofSeconds(3), Stage.RUNNING));

  private final InstantSource clock;
  private final LongPredicate sessionIsOpen;
  private final List<String> violations = new ArrayList<>();
  private List<Seen> life = COMES_UP;
  private List<Seen> lifeWithoutHook = COMES_UP;
  private Duration grace = Duration.ofSeconds(2);
  private Duration volumeDelay = Duration.ZERO;
  private Optional<StatusReason> volumeReason = Optional.empty();
  private Duration namespaceDelay = Duration.ZERO;
  private Duration answersAfter = Duration.ofSeconds(1);
  private Duration remainsFor = Duration.ZERO;
  private Map<Integer, Boolean> ports = new TreeMap<>(Map.of(8888, true));
  private Instant downFrom = Instant.MAX;
  private Instant downUntil = Instant.MAX;

  private @Nullable PodObject pod;
  private boolean routes;
  private boolean services;
  private Optional<Instant> namespaceSince = Optional.empty();
  private Optional<Instant> volumeSince = Optional.empty();
  private Optional<Instant> remainsSince = Optional.empty();
  private int created;

  FakeCluster(InstantSource clock, LongPredicate sessionIsOpen) {
    this.clock = clock;
    this.sessionIsOpen = sessionIsOpen;
  }

  /** The life of every Pod from now on. */
  public synchronized void podLife(Seen... stages) {
    life = List.of(stages);
    lifeWithoutHook = life;
  }

  /** The life of Pods that have the start hook. */
  public synchronized void podLifeWithHook(Seen... stages) {
    life = List.of(stages);
  }

  /** How long a container lives on after its Pod was deleted. */
  public synchronized void grace(Duration time) {
    grace = time;
  }

  /** The volume is ready only some time after it was first asked for. */
  public synchronized void volumeDelay(Duration time, StatusReason meanwhile) {
    volumeDelay = time;
    volumeReason = Optional.of(meanwhile);
  }

  /** A namespace refuses Pods for a while after it was made. */
  public synchronized void namespaceDelay(Duration time) {
    namespaceDelay = time;
  }

  /**
   * Ports answer only some time after the container's start; {@code false} for one that never does.
   */
  public synchronized void portsAnswer(Duration after, Map<Integer, Boolean> answering) {
    answersAfter = after;
    ports = new TreeMap<>(answering);
  }

  /** Something of a deleted pod is seen for a while. */
  public synchronized void remainsFor(Duration time) {
    remainsFor = time;
  }

  /** The API server does not answer from now plus {@code from} to now plus {@code until}. */
  public synchronized void down(Duration from, Duration until) {
    downFrom = clock.instant().plus(from);
    downUntil = clock.instant().plus(until);
  }

  /** Somebody deletes the Pod and its finalizer. */
  public synchronized void vanish() {
    pod = null;
  }

  /** A Pod of an earlier session is there. */
  public synchronized void leftover(long session) {
    pod = new PodObject(session, true, clock.instant());
    created++;
  }

  /** Whether nothing of the pod is there. */
  public synchronized boolean isEmpty() {
    return pod == null && !routes && !services;
  }

  /** Session of the Pod that is there; 0 when there is none. */
  public synchronized long session() {
    return pod == null ? 0 : pod.session;
  }

  /** Whether the Pod that is there has the start hook. */
  public synchronized boolean hasHook() {
    return pod != null && pod.hook;
  }

  /** How many Pods were ever made. */
  public synchronized int created() {
    return created;
  }

  /** What a cluster of ours must never be asked. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public synchronized Volume prepareWorkspace(PodSession target) {
    reach();
    namespaceSince = Optional.of(namespaceSince.orElse(clock.instant()));
    volumeSince = Optional.of(volumeSince.orElse(clock.instant()));
    boolean ready = hasPassed(volumeSince, volumeDelay);
    return new Volume(ready, ready ? Optional.empty() : volumeReason);
  }

  @Override
  public synchronized Creation createPod(PodSession target, boolean jupyterHook) {
    reach();
    if (pod != null) {
      boolean same = pod.session == target.session() && pod.deletedAt.isEmpty();
      services |= same;
      return same ? Creation.CREATED : Creation.BLOCKED;
    }
    if (!hasPassed(namespaceSince, namespaceDelay)) {
      return Creation.NOT_YET;
    }
    pod = new PodObject(target.session(), jupyterHook, clock.instant());
    created++;
    services = true;
    return Creation.CREATED;
  }

  @Override
  public synchronized void openRoutes(PodSession target) {
    reach();
    routes = true;
  }

  private void reach() {
    if (!clock.instant().isBefore(downFrom) && clock.instant().isBefore(downUntil)) {
      throw new IllegalStateException("the API server does not answer");
    }
  }

  @Override
  public synchronized Observation observe(PodSession target) {
    reach();
    return look();
  }

  private Observation look() {
    if (pod == null) {
      return new Observation(
          Stage.ABSENT, 0, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
    Optional<Instant> startedAt = startOf(pod);
    if (pod.deletedAt.isPresent()) {
      boolean ended = startedAt.isEmpty() || hasPassed(pod.deletedAt, grace);
      Optional<Instant> endedAt =
          pod.deletedAt.filter(_ -> ended && startedAt.isPresent()).map(at -> at.plus(grace));
      return new Observation(
          ended ? Stage.ENDED : Stage.TERMINATING,
          pod.session,
          Optional.empty(),
          startedAt,
          endedAt,
          false);
    }
    Seen now = seenAt(pod, clock.instant());
    return new Observation(
        now.stage(), pod.session, now.reason(), startedAt, Optional.empty(), now.hookFailed());
  }

  @Override
  public synchronized Probe probe(PodSession target) {
    reach();
    boolean up =
        pod != null
            && startOf(pod).filter(at -> hasPassed(Optional.of(at), answersAfter)).isPresent();
    var statuses = new TreeMap<Integer, ServiceStatus>();
    ports.forEach(
        (port, answers) ->
            statuses.put(port, up && answers ? ServiceStatus.READY : ServiceStatus.STARTING));
    return new Probe(statuses, up, true);
  }

  @Override
  public synchronized Observation endPod(PodSession target) {
    reach();
    routes = false;
    services = false;
    if (pod != null && pod.deletedAt.isEmpty()) {
      pod.deletedAt = Optional.of(clock.instant());
    }
    return look();
  }

  @Override
  public synchronized void releasePod(PodSession target) {
    reach();
    if (pod == null) {
      return;
    }
    boolean hookFailed = pod.hook && seenAt(pod, clock.instant()).hookFailed();
    if (sessionIsOpen.test(pod.session) && startOf(pod).isPresent() && !hookFailed) {
      violations.add("released before its end was recorded: session " + pod.session);
    }
    if (look().stage() == Stage.ENDED) {
      pod = null;
    }
  }

  @Override
  public synchronized boolean removeRemains(PodSession target) {
    reach();
    remainsSince = Optional.of(remainsSince.orElse(clock.instant()));
    return pod == null && hasPassed(remainsSince, remainsFor);
  }

  private boolean hasPassed(Optional<Instant> since, Duration time) {
    return since.filter(at -> !clock.instant().isBefore(at.plus(time))).isPresent();
  }

  private List<Seen> lifeOf(PodObject object) {
    return object.hook ? life : lifeWithoutHook;
  }

  private Seen seenAt(PodObject object, Instant moment) {
    Duration age = Duration.between(object.createdAt, moment);
    return lifeOf(object).stream()
        .filter(seen -> seen.from().compareTo(age) <= 0)
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  private Optional<Instant> startOf(PodObject object) {
    Instant end = object.deletedAt.orElse(clock.instant());
    return lifeOf(object).stream()
        .filter(seen -> seen.stage() == Stage.RUNNING)
        .map(seen -> object.createdAt.plus(seen.from()))
        .filter(at -> !at.isAfter(end))
        .findFirst();
  }
}
