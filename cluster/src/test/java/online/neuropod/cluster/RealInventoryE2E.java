package online.neuropod.cluster;

import online.neuropod.cluster.contract.ClusterFixture;
import online.neuropod.cluster.contract.InventoryContract;

class RealInventoryE2E extends InventoryContract {
  @Override
  protected ClusterFixture fixture() {
    return PartnersFixture.find();
  }
}
