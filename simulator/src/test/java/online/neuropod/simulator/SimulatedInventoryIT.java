package online.neuropod.simulator;

import online.neuropod.cluster.contract.ClusterFixture;
import online.neuropod.cluster.contract.InventoryContract;

/** What a real cluster tells of itself, told by the simulated one. */
class SimulatedInventoryIT extends InventoryContract {
  @Override
  protected ClusterFixture fixture() {
    return new SimulatedFixture();
  }
}
