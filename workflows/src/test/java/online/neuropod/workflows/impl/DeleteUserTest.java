package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.workflows.contract.WorkflowIds;
import online.neuropod.workflows.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In which order a person, or their volume, goes; and that nothing ends it before its end. */
class DeleteUserTest {
  private static final String USER = WorkflowIds.user(World.INSTALLATION, World.OWNER);
  private static final String VOLUME = WorkflowIds.volume(World.INSTALLATION, World.OWNER);
  private static final List<String> ORDER =
      List.of("closeEntry", "removePods", "closeWallet", "removeNamespace", "erase");

  @RegisterExtension final World world = new World();

  @AfterEach
  void theHistoriesCanBeReplayed() throws Exception {
    for (String id : List.of(USER, VOLUME)) {
      for (var history : world.histories(id)) {
        world.replay(history);
      }
    }
  }

  @Test
  void aPersonGoesStepByStep() {
    world.accounts().looks(2, 1, 3);
    world.delete(Subject.ACCOUNT);
    world.settle(USER);

    assertThat(world.accounts().calls()).isEqualTo(ORDER);
    assertThat(world.accounts().count("removePods")).isEqualTo(3);
    assertThat(world.accounts().count("closeWallet")).isEqualTo(2);
    assertThat(world.accounts().count("removeNamespace")).isEqualTo(4);
    assertThat(world.details(USER)).isEqualTo("Deleted; the ledger is kept");
  }

  @Test
  void aPodThatComesLateGoesToo() {
    world.accounts().latePods(1);
    world.delete(Subject.ACCOUNT);
    world.settle(USER);

    var twice = new ArrayList<>(ORDER);
    twice.addAll(ORDER);
    assertThat(world.accounts().calls()).isEqualTo(twice);
  }

  @Test
  void aClusterThatIsDownIsWaitedFor() {
    world.accounts().failures(50);
    world.delete(Subject.ACCOUNT);
    world.settle(USER);

    assertThat(world.accounts().calls()).isEqualTo(ORDER);
    assertThat(world.accounts().count("removeNamespace")).isEqualTo(51);
  }

  @Test
  void askingAgainWhileItIsUnderWayStartsNothing() {
    world.accounts().looks(5, 0, 0);
    world.delete(Subject.ACCOUNT);
    world.pass(Duration.ofSeconds(1));
    world.delete(Subject.ACCOUNT);
    world.settle(USER);

    assertThat(world.accounts().calls()).isEqualTo(ORDER);
  }

  @Test
  void podsThatTakeForEverDoNotFillAHistory() {
    world.accounts().looks(1_000, 0, 0);
    world.delete(Subject.ACCOUNT);
    world.pass(Duration.ofHours(9));
    world.settle(USER);

    assertThat(world.histories(USER)).hasSizeGreaterThan(1);
    assertThat(world.accounts().count("erase")).isEqualTo(1);
  }

  @Test
  void aVolumeGoesOnceTheClusterSaysSo() {
    world.accounts().looks(0, 0, 2);
    world.accounts().failures(3);
    world.delete(Subject.VOLUME);
    world.settle(VOLUME);

    assertThat(world.accounts().calls()).containsExactly("removeVolume");
    assertThat(world.accounts().count("removeVolume")).isEqualTo(6);
    assertThat(world.details(VOLUME)).isEqualTo("Deleted");
  }
}
