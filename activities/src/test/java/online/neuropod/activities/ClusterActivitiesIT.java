package online.neuropod.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.cluster.PodCluster;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.workflows.contract.ClusterActivities.Observation;
import online.neuropod.workflows.contract.ClusterActivities.PodSession;
import online.neuropod.workflows.contract.FailureTypes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How the cluster's answers are told to workflows. The cluster itself has its own contract. */
class ClusterActivitiesIT {
  private static final PodSession POD = new PodSession("pod-1", 1);

  @RegisterExtension final Parts parts = new Parts();
  private final PodCluster cluster = mock(PodCluster.class);
  private final ClusterActivitiesImpl activities =
      new ClusterActivitiesImpl(cluster, parts.stores().pods(), parts.stores().users());

  @BeforeEach
  void aPod() {
    parts.accept("pod-1");
  }

  @ParameterizedTest
  @CsvSource({
    "QUOTA, " + FailureTypes.QUOTA,
    "IMAGE_INVALID, " + FailureTypes.IMAGE,
    "REFUSED_BY_CLUSTER, " + FailureTypes.FORBIDDEN
  })
  void aRefusalIsPermanentAndKeepsItsCause(CauseCode code, String type) {
    var reason = StatusReason.of(code, "detail", "because");
    when(cluster.createPod(any(), anyLong(), anyBoolean()))
        .thenThrow(new ClusterRefusal(reason, new IllegalStateException("403")));

    assertRefused(() -> activities.createPod(POD, true), type, reason);
  }

  private static void assertRefused(ThrowingCallable call, String type, StatusReason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getType()).isEqualTo(type);
              assertThat(failure.getDetails().get(0, StatusReason.class)).isEqualTo(reason);
            });
  }

  @Test
  void aServerThatIsDownIsNoRefusal() {
    var down = new IllegalStateException("does not answer");
    doThrow(down).when(cluster).openRoutes(any());

    assertThatThrownBy(() -> activities.openRoutes(POD)).isSameAs(down);
  }

  @Test
  void theVolumesRealSizeIsRecorded() {
    var user =
        new User(
            Parts.OWNER,
            "a@example.org",
            "A",
            Role.CLIENT,
            false,
            1,
            0,
            Parts.T0,
            Optional.empty());
    parts.stores().users().findOrInsert(user);
    when(cluster.prepareVolume(any()))
        .thenReturn(new PodCluster.Volume(true, 80, Optional.empty()));

    assertThat(activities.prepareWorkspace(POD).ready()).isTrue();
    assertThat(parts.stores().users().find(Parts.OWNER).orElseThrow().workspaceGb()).isEqualTo(80);
  }

  @ParameterizedTest
  @EnumSource(PodCluster.Creation.class)
  void servicesAreMadeForAPodThatIsThere(PodCluster.Creation creation) {
    when(cluster.createPod(any(), anyLong(), anyBoolean())).thenReturn(creation);

    assertThat(activities.createPod(POD, true).name()).isEqualTo(creation.name());
    verify(cluster, times(creation == PodCluster.Creation.CREATED ? 1 : 0)).createServices(any());
  }

  @Test
  void aServiceThatIsRefusedIsARefusal() {
    when(cluster.createPod(any(), anyLong(), anyBoolean())).thenReturn(PodCluster.Creation.CREATED);
    doThrow(new ClusterRefusal(StatusReason.of(CauseCode.QUOTA), new IllegalStateException()))
        .when(cluster)
        .createServices(any());

    assertRefused(
        () -> activities.createPod(POD, true),
        FailureTypes.QUOTA,
        StatusReason.of(CauseCode.QUOTA));
  }

  @Test
  void whatEndsThePodClosesItsRoutes() {
    when(cluster.observe(any())).thenReturn(Optional.empty());

    assertThat(activities.endPod(POD).stage()).isEqualTo(Stage.ABSENT);
    var order = inOrder(cluster);
    order.verify(cluster).deletePod(any());
    order.verify(cluster).closeRoutes(any());
  }

  @Test
  void whatIsNotThereIsAbsent() {
    when(cluster.observe(any())).thenReturn(Optional.empty());

    assertThat(activities.observe(POD))
        .isEqualTo(
            new Observation(
                Stage.ABSENT, 0, Optional.empty(), Optional.empty(), Optional.empty(), false));
  }

  @Test
  void aContainerThatRunsIsToldWithItsSessionAndStart() {
    Instant start = Parts.T0.plusSeconds(9);
    when(cluster.observe(any())).thenReturn(Optional.of(facts(5, new PodFacts.Running(start))));
    when(cluster.jupyterHookFailed(any())).thenReturn(true);

    assertThat(activities.observe(POD))
        .as("a hook that failed long ago is no news of a container that runs")
        .isEqualTo(
            new Observation(
                Stage.RUNNING, 5, Optional.empty(), Optional.of(start), Optional.empty(), false));
  }

  @Test
  void aHookThatFailedIsToldWhileTheContainerDoesNotComeUp() {
    when(cluster.observe(any()))
        .thenReturn(Optional.of(facts(1, new PodFacts.Waiting("ContainerCreating", ""))));
    when(cluster.jupyterHookFailed(any())).thenReturn(true);

    assertThat(activities.observe(POD).hookFailed()).isTrue();
    assertThat(activities.observe(POD).stage()).isEqualTo(Stage.PREPARING);
  }

  private static PodFacts facts(long session, PodFacts.State state) {
    return new PodFacts(
        "uid-1",
        session,
        PodFacts.Phase.PENDING,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.of("node-1"),
        Optional.empty(),
        true,
        Optional.of(new PodFacts.Container("ubuntu:22.04", state, 0, Optional.empty())),
        Optional.empty());
  }
}
