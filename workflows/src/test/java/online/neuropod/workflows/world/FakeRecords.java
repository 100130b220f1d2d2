package online.neuropod.workflows.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.workflows.contract.PodRecordActivities;

/** The documents of pods: a write for an older wish than the newest loses. */
public final class FakeRecords implements PodRecordActivities {
  private static final PodSpec SPEC =
      new PodSpec(
          DeploymentType.TEMPLATE,
          Optional.of("ubuntu"),
          Optional.of("Ubuntu"),
          "ubuntu:22.04",
          "cpu",
          "Sin GPU",
          2,
          4,
          20,
          50,
          "/workspace",
          true,
          true,
          List.of(new HttpPort(8888, "Jupyter Lab", false)),
          List.of(),
          List.of(),
          Map.of());

  private final InstantSource clock;
  private final Map<String, Pod> pods = new HashMap<>();
  private final Map<String, List<PodStatus>> written = new HashMap<>();
  private Duration longestQueue = Duration.ofMinutes(30);

  FakeRecords(InstantSource clock) {
    this.clock = clock;
  }

  /** How long a pod may wait for a GPU. */
  public synchronized void longestQueue(Duration limit) {
    longestQueue = limit;
  }

  /** The document of a pod. */
  public synchronized Pod pod(String podId) {
    return Optional.ofNullable(pods.get(podId)).orElseThrow(NoSuchElementException::new);
  }

  /** Every status that a workflow wrote, without repetitions. */
  public synchronized List<PodStatus> written(String podId) {
    return List.copyOf(written.getOrDefault(podId, List.of()));
  }

  synchronized Pod create(String podId, String ownerId) {
    var wish = new Wish(Operation.RUN, 1, ownerId, clock.instant(), Optional.empty());
    Instant now = clock.instant();
    var pod =
        new Pod(
            podId,
            "mi-" + podId,
            ownerId,
            ownerId,
            SPEC,
            new PodRate(2_000_000, 0, 1),
            PodLimits.USUAL,
            wish,
            0,
            0,
            PodStatus.CREATING,
            Optional.empty(),
            Map.of(),
            false,
            Optional.empty(),
            now,
            now,
            1,
            now);
    pods.put(podId, pod);
    return pod;
  }

  synchronized Pod wish(String podId, Operation op, String by, Optional<StatusReason> reason) {
    Pod pod = pod(podId);
    var wish = new Wish(op, pod.wish().seq() + 1, by, clock.instant(), reason);
    return put(
        with(
            pod,
            wish,
            pod.ackSeq(),
            pod.doneSeq(),
            op.statusWhenWished(),
            Optional.empty(),
            pod.startedAt()));
  }

  @Override
  public synchronized Wished takeWish(String podId) {
    Pod pod = pod(podId);
    Wish wish = pod.wish();
    put(with(pod, wish, wish.seq(), pod.doneSeq(), pod.status(), pod.reason(), pod.startedAt()));
    return new Wished(
        wish.op(),
        wish.seq(),
        pod.isSettled(),
        pod.status(),
        wish.seq() == 1,
        wish.reason().isPresent() && wish.by().equals(Wish.BY_SYSTEM),
        wish.reason(),
        pod.name(),
        longestQueue);
  }

  @Override
  public synchronized boolean writeStatus(StatusUpdate update) {
    Pod pod = pod(update.podId());
    if (pod.wish().seq() != update.seq()) {
      return false;
    }
    put(
        with(
            pod,
            pod.wish(),
            pod.ackSeq(),
            update.done() ? update.seq() : pod.doneSeq(),
            update.status(),
            update.reason(),
            update.startedAt()));
    List<PodStatus> known = written.computeIfAbsent(pod.id(), _ -> new ArrayList<>());
    if (known.isEmpty() || known.getLast() != update.status()) {
      known.add(update.status());
    }
    return true;
  }

  @Override
  public synchronized boolean writeServices(
      String podId, long seq, Map<Integer, ServiceStatus> services, boolean jupyterTokenKnown) {
    Pod pod = pod(podId);
    if (pod.wish().seq() != seq) {
      return false;
    }
    put(
        new Pod(
            pod.id(),
            pod.name(),
            pod.ownerId(),
            pod.createdBy(),
            pod.spec(),
            pod.rate(),
            pod.limits(),
            pod.wish(),
            pod.ackSeq(),
            pod.doneSeq(),
            pod.status(),
            pod.reason(),
            services,
            jupyterTokenKnown,
            pod.startedAt(),
            pod.createdAt(),
            pod.lastActive(),
            pod.revision() + 1,
            clock.instant()));
    return true;
  }

  private Pod put(Pod pod) {
    pods.put(pod.id(), pod);
    return pod;
  }

  private Pod with(
      Pod pod,
      Wish wish,
      long ackSeq,
      long doneSeq,
      PodStatus status,
      Optional<StatusReason> reason,
      Optional<Instant> startedAt) {
    return new Pod(
        pod.id(),
        pod.name(),
        pod.ownerId(),
        pod.createdBy(),
        pod.spec(),
        pod.rate(),
        pod.limits(),
        wish,
        ackSeq,
        doneSeq,
        status,
        reason,
        pod.services(),
        pod.jupyterTokenKnown(),
        startedAt,
        pod.createdAt(),
        pod.lastActive(),
        pod.revision() + 1,
        clock.instant());
  }
}
