package online.neuropod.activities;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.function.Supplier;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.cluster.Diagnosis;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.workflows.contract.ClusterActivities;
import online.neuropod.workflows.contract.FailureTypes;

/** {@link ClusterActivities} on Kubernetes. */
public final class ClusterActivitiesImpl implements ClusterActivities {
  private final PodCluster cluster;
  private final UserStore users;
  private final StoredPods stored;

  /** Works with these. */
  public ClusterActivitiesImpl(PodCluster cluster, PodStore pods, UserStore users) {
    this.cluster = cluster;
    this.users = users;
    this.stored = new StoredPods(pods);
  }

  @Override
  public Volume prepareWorkspace(PodSession pod) {
    Target target = stored.target(pod.podId());
    PodCluster.Volume volume =
        permanent(
            () -> {
              cluster.prepareNamespace(target);
              return cluster.prepareVolume(target);
            });
    users.workspaceGrownTo(target.ownerId(), volume.gb());
    return new Volume(volume.ready(), volume.reason());
  }

  @Override
  public Creation createPod(PodSession pod, boolean jupyterHook) {
    Target target = stored.target(pod.podId());
    return permanent(
        () ->
            switch (cluster.createPod(target, pod.session(), jupyterHook)) {
              case CREATED -> {
                cluster.createServices(target);
                yield Creation.CREATED;
              }
              case BLOCKED -> Creation.BLOCKED;
              case NOT_YET -> Creation.NOT_YET;
            });
  }

  @Override
  public void openRoutes(PodSession pod) {
    Target target = stored.target(pod.podId());
    permanent(
        () -> {
          cluster.openRoutes(target);
          return true;
        });
  }

  @Override
  public Observation observe(PodSession pod) {
    return look(stored.target(pod.podId()));
  }

  @Override
  public Probe probe(PodSession pod) {
    Target target = stored.target(pod.podId());
    PodCluster.Probe probe = cluster.probe(target);
    return new Probe(probe.services(), probe.jupyterTokenKnown(), target.spec().jupyterWanted());
  }

  @Override
  public Observation endPod(PodSession pod) {
    Target target = stored.target(pod.podId());
    // The Pod first: its grace runs while the routes are closed, and nobody is led to a Pod that is
    // being deleted.
    cluster.deletePod(target);
    cluster.closeRoutes(target);
    return look(target);
  }

  @Override
  public void releasePod(PodSession pod) {
    cluster.releasePod(stored.target(pod.podId()));
  }

  @Override
  public boolean removeRemains(PodSession pod) {
    return cluster.removeRemains(stored.target(pod.podId()));
  }

  private Observation look(Target target) {
    Optional<PodFacts> facts = cluster.observe(target);
    Diagnosis seen = Diagnosis.of(facts, target.spec());
    boolean mayHaveFailed = seen.stage() == Stage.PREPARING || seen.stage() == Stage.FAILED;
    boolean hookFailed =
        target.spec().jupyterWanted() && mayHaveFailed && cluster.jupyterHookFailed(target);
    return new Observation(
        seen.stage(),
        facts.map(PodFacts::session).orElse(0L),
        seen.reason(),
        seen.startedAt(),
        seen.endedAt(),
        hookFailed);
  }

  private static <T> T permanent(Supplier<T> step) {
    try {
      return step.get();
    } catch (ClusterRefusal refusal) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          "the cluster refuses: " + refusal.reason().code(),
          typeOf(refusal.reason().code()),
          refusal,
          refusal.reason());
    }
  }

  private static String typeOf(CauseCode code) {
    return switch (code) {
      case QUOTA -> FailureTypes.QUOTA;
      case IMAGE_INVALID, IMAGE_PULL -> FailureTypes.IMAGE;
      default -> FailureTypes.FORBIDDEN;
    };
  }
}
