package online.neuropod.cluster;

import online.neuropod.cluster.contract.ClusterFixture;
import online.neuropod.cluster.contract.PodClusterContract;

class RealPodClusterE2E extends PodClusterContract {
  @Override
  protected ClusterFixture fixture() {
    return PartnersFixture.find();
  }
}
