package online.neuropod.simulator;

import online.neuropod.cluster.contract.ClusterFixture;
import online.neuropod.cluster.contract.PodClusterContract;

/** The contract that a real cluster keeps, kept by the simulated one. */
class SimulatedPodClusterIT extends PodClusterContract {
  @Override
  protected ClusterFixture fixture() {
    return new SimulatedFixture();
  }
}
