package online.neuropod.api.pods;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.Wish;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.telemetry.Traces;

/** Accepts what people wish of pods: checks, writes the wish, and hands it on. */
public class PodCommands {
  /** A wish that lost so many races is refused: somebody else is faster every time. */
  private static final int MAX_TRIES = 5;

  private final PodStore pods;
  private final PodQueries queries;
  private final Timeline timeline;
  private final PriceStore prices;
  private final UserStore users;
  private final Funds funds;
  private final PodOrder.Desk desk;
  private final Delivery delivery;
  private final FeedSignal feed;
  private final Extensions extensions;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  PodCommands(
      PodStore pods,
      PodQueries queries,
      Timeline timeline,
      PriceStore prices,
      UserStore users,
      Funds funds,
      PodOrder.Desk desk,
      Delivery delivery,
      FeedSignal feed,
      Extensions extensions,
      ApiSettings settings) {
    this.pods = pods;
    this.queries = queries;
    this.timeline = timeline;
    this.prices = prices;
    this.users = users;
    this.funds = funds;
    this.desk = desk;
    this.delivery = delivery;
    this.feed = feed;
    this.extensions = extensions;
    this.settings = settings;
  }

  /**
   * What is to be wished next.
   *
   * @param op the operation
   * @param phase its name in the timeline
   * @param rate from the next start on; empty to leave it
   */
  private record Next(Operation op, String phase, Optional<PodRate> rate) {}

  /**
   * Creates a pod.
   *
   * @param id of the pod; if there is a pod of this id, an earlier try of the same request made it
   */
  Pod create(Viewer viewer, CreatePodRequest request, String id) {
    return pods.find(id).orElseGet(() -> createNow(viewer, request, id));
  }

  private Pod createNow(Viewer viewer, CreatePodRequest request, String id) {
    try {
      return insert(viewer, request, id);
    } catch (Refusal refused) {
      // Another try at the same moment may have made the pod, whose reservation is in this one's
      // way.
      return pods.find(id)
          .filter(pod -> pod.wish().op() != Operation.DELETE)
          .orElseThrow(() -> refused);
    }
  }

  private Pod insert(Viewer viewer, CreatePodRequest request, String id) {
    PodOrder order = desk.read(viewer, request, prices.current());
    requireStaying(order.owner().id());
    funds.require(order.owner(), order.rate(), order.spec().volumeDiskGb(), viewer.language());
    Pod pod = pod(order, viewer, id);
    switch (pods.insert(pod, quota(order.owner()))) {
      case NAME_TAKEN -> throw Refusal.of(FailureCode.NAME_TAKEN, Map.of("name", order.name()));
      case QUOTA ->
          throw Refusal.of(
              FailureCode.QUOTA_EXCEEDED,
              Map.of("max", String.valueOf(settings.quota().maxPods())));
      case DONE -> accepted(pod, "accepted");
    }
    if (isLeaving(order.owner().id())) {
      // Their deletion may have looked for pods the moment before.
      delete(viewer, id);
      throw Refusal.of(FailureCode.USER_DELETING);
    }
    // Of two tries of one request at the same moment, both tell of the pod of the faster one.
    return pods.find(id).orElse(pod);
  }

  private void requireStaying(String ownerId) {
    if (isLeaving(ownerId)) {
      throw Refusal.of(FailureCode.USER_DELETING);
    }
  }

  /** As the store knows it now: who asks is known as of up to two seconds ago. */
  private boolean isLeaving(String ownerId) {
    return users.find(ownerId).filter(User::leaving).isPresent();
  }

  private Optional<Integer> quota(User owner) {
    return owner.role() == Role.ADMIN ? Optional.empty() : Optional.of(settings.quota().maxPods());
  }

  private Pod pod(PodOrder order, Viewer viewer, String id) {
    Instant now = now();
    return new Pod(
        id,
        order.name(),
        order.owner().id(),
        viewer.id(),
        order.spec(),
        order.rate(),
        order.limits(),
        new Wish(Operation.RUN, 1, viewer.id(), now, Optional.empty(), Traces.current()),
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
  }

  /** Starts a pod that is stopped, stops or failed, at today's price. */
  Pod start(Viewer viewer, String podId) {
    return wish(viewer, podId, pod -> Optional.of(run(viewer, pod, "start")));
  }

  /** Tries a failed pod again. */
  Pod retry(Viewer viewer, String podId) {
    return wish(
        viewer,
        podId,
        pod -> {
          if (pod.status() != PodStatus.ERROR) {
            throw Refusal.of(FailureCode.POD_NOT_FAILED);
          }
          return Optional.of(run(viewer, pod, "retry"));
        });
  }

  private Next run(Viewer viewer, Pod pod, String phase) {
    switch (pod.status()) {
      case CREATING, QUEUED, STARTING, RUNNING -> throw Refusal.of(FailureCode.POD_ALREADY_RUNNING);
      case DELETING, DELETED -> throw Refusal.of(FailureCode.POD_DELETING);
      case STOPPING, STOPPED, ERROR -> {}
    }
    PriceList list = prices.current();
    GpuPrice gpu =
        list.gpu(pod.spec().gpu())
            .filter(GpuPrice::available)
            .orElseThrow(
                () -> Refusal.of(FailureCode.GPU_UNAVAILABLE, Map.of("gpu", pod.spec().gpuName())));
    PodRate rate = list.rate(gpu, pod.spec().containerDiskGb());
    User owner = users.find(pod.ownerId()).orElseThrow(() -> Refusal.of(FailureCode.POD_NOT_FOUND));
    requireStaying(owner.id());
    funds.require(owner, rate, pod.spec().volumeDiskGb(), viewer.language());
    return new Next(Operation.RUN, phase, Optional.of(rate));
  }

  /** Stops a pod, whatever phase of its start it is in. Nothing new if it stops already. */
  Pod stop(Viewer viewer, String podId) {
    return wish(
        viewer,
        podId,
        pod ->
            switch (pod.status()) {
              case CREATING, QUEUED, STARTING, RUNNING ->
                  Optional.of(new Next(Operation.STOP, "stop", Optional.empty()));
              case STOPPING -> Optional.empty();
              case STOPPED, ERROR -> throw Refusal.of(FailureCode.POD_ALREADY_STOPPED);
              case DELETING, DELETED -> throw Refusal.of(FailureCode.POD_DELETING);
            });
  }

  /** Removes a pod for good. Nothing new if it is being removed. */
  Pod delete(Viewer viewer, String podId) {
    return wish(
        viewer,
        podId,
        pod ->
            pod.status() == PodStatus.DELETING
                ? Optional.empty()
                : Optional.of(new Next(Operation.DELETE, "delete", Optional.empty())));
  }

  /** Puts off the end of a running pod that is to stop by itself. */
  Pod extend(Viewer viewer, String podId) {
    Pod pod = extensions.extend(viewer, podId);
    feed.wake();
    return pod;
  }

  private Pod wish(Viewer viewer, String podId, Function<Pod, Optional<Next>> decide) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Pod seen = queries.visible(viewer, podId);
      Optional<Next> next = decide.apply(seen);
      if (next.isEmpty()) {
        return seen;
      }
      Optional<Pod> written = write(viewer, seen, next.get());
      if (written.isPresent()) {
        accepted(written.get(), next.get().phase());
        return written.get();
      }
    }
    throw Refusal.of(FailureCode.CONFLICT);
  }

  private Optional<Pod> write(Viewer viewer, Pod seen, Next next) {
    long before = seen.wish().seq();
    var wish =
        new Wish(next.op(), before + 1, viewer.id(), now(), Optional.empty(), Traces.current());
    return pods.wish(seen.id(), before, wish, next.op().statusWhenWished(), next.rate());
  }

  private void accepted(Pod pod, String phase) {
    Wish wish = pod.wish();
    timeline.add(
        new Timeline.Step(pod.id(), wish.seq(), phase, wish.at(), wish.by(), Optional.empty()));
    delivery.deliver(pod);
    feed.wake();
  }

  /** As the store keeps it: in milliseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
