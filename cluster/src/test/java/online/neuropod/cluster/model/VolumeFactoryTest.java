package online.neuropod.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import online.neuropod.cluster.ClusterSettings.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeFactoryTest {
  private static final PodIdentity POD =
      PodIdentity.of("inst", "AAAA", "neuropod", "pod-1", "user-1", "mi-pod");

  @Test
  void belongsToTheOwnerAndToNoPod() {
    PersistentVolumeClaim claim = new VolumeFactory(Storage.DEFAULT).claim(POD, 50);

    assertThat(claim.getMetadata().getName()).isEqualTo("workspace-bwyrizp7lv");
    assertThat(claim.getMetadata().getLabels()).doesNotContainKey(Labels.POD);
    assertThat(claim.getSpec().getStorageClassName()).isNull();
    assertThat(VolumeFactory.gb(claim)).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({"10Gi, 10", "10240Mi, 10", "10G, 10", "11G, 11", "1, 1", "1Ti, 1024"})
  void aSizeIsReadInWholeGiBRoundedUp(String quantity, int gb) {
    var claim =
        new PersistentVolumeClaimBuilder()
            .withNewSpec()
            .withNewResources()
            .addToRequests("storage", Quantity.parse(quantity))
            .endResources()
            .endSpec()
            .build();

    assertThat(VolumeFactory.gb(claim)).isEqualTo(gb);
  }
}
