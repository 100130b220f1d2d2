package online.neuropod.activities;

import io.temporal.failure.ApplicationFailure;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.pod.Pod;
import online.neuropod.store.pods.PodStore;
import online.neuropod.workflows.contract.FailureTypes;

/** Finds the documents that activities speak about. */
final class StoredPods {
  private final PodStore pods;

  StoredPods(PodStore pods) {
    this.pods = pods;
  }

  /**
   * @throws ApplicationFailure of type {@link FailureTypes#VALIDATION} if there is no such pod
   */
  Pod get(String podId) {
    return pods.find(podId)
        .orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "no pod " + podId, FailureTypes.VALIDATION));
  }

  Target target(String podId) {
    return Target.of(get(podId));
  }
}
