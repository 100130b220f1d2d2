package online.neuropod.domain.pod;

import static online.neuropod.domain.pod.PodStatus.CREATING;
import static online.neuropod.domain.pod.PodStatus.DELETED;
import static online.neuropod.domain.pod.PodStatus.DELETING;
import static online.neuropod.domain.pod.PodStatus.ERROR;
import static online.neuropod.domain.pod.PodStatus.QUEUED;
import static online.neuropod.domain.pod.PodStatus.RUNNING;
import static online.neuropod.domain.pod.PodStatus.STARTING;
import static online.neuropod.domain.pod.PodStatus.STOPPED;
import static online.neuropod.domain.pod.PodStatus.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PodStatusTest {
  /** The life of a pod, as a picture would show it: what follows each status. */
  private static final Map<PodStatus, Set<PodStatus>> NEXT =
      Map.of(
          CREATING, Set.of(QUEUED, RUNNING, STOPPING, ERROR, DELETING),
          QUEUED, Set.of(CREATING, STARTING, RUNNING, STOPPING, ERROR, DELETING),
          STARTING, Set.of(QUEUED, RUNNING, STOPPING, ERROR, DELETING),
          RUNNING, Set.of(STOPPING, ERROR, DELETING),
          STOPPING, Set.of(STOPPED, ERROR, STARTING, DELETING),
          STOPPED, Set.of(STARTING, DELETING),
          ERROR, Set.of(STARTING, DELETING),
          DELETING, Set.of(DELETED),
          DELETED, Set.of());

  @ParameterizedTest
  @EnumSource
  void isFollowedByTheStatusesOfThePictureAndItself(PodStatus status) {
    Set<PodStatus> next =
        Arrays.stream(PodStatus.values())
            .filter(status::canBecome)
            .filter(other -> other != status)
            .collect(Collectors.toSet());

    assertThat(next).isEqualTo(NEXT.get(status));
    assertThat(status.canBecome(status)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everythingButTheRemovedCanBeRemoved(PodStatus status) {
    assertThat(status.canBecome(DELETING)).isEqualTo(status != DELETED);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackItsSpelling(PodStatus status) {
    assertThat(PodStatus.ofWire(status.wire())).isEqualTo(status);
    assertThat(status.wire()).isLowerCase();
  }

  @Test
  void refusesASpellingThatIsNone() {
    assertThatThrownBy(() -> PodStatus.ofWire("paused"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsWhereAContainerRunsOrIsOnItsWay() {
    assertThat(Arrays.stream(PodStatus.values()).filter(PodStatus::isActive))
        .containsExactlyInAnyOrder(CREATING, QUEUED, STARTING, RUNNING);
  }
}
