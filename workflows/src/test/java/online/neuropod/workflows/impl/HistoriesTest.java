package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.workflows.contract.WorkflowIds;
import online.neuropod.workflows.world.FakeCluster.Seen;
import online.neuropod.workflows.world.World;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of earlier versions, which stay for ever: workflows that began under them go on under
 * today's code, so it must take the same steps. A change that breaks one belongs behind {@code
 * Workflow.getVersion}.
 *
 * <p>{@code mvn test -pl workflows -am -Dtest=HistoriesTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dhistories.write=NAME} keeps a new generation under that name, beside the earlier ones: after
 * each change of a workflow that a release brings.
 */
class HistoriesTest {
  private static final Path KEPT = Path.of("src/test/resources/histories");
  private static final Optional<String> NEW =
      Optional.ofNullable(System.getProperty("histories.write")).filter(name -> !name.isEmpty());

  @RegisterExtension final World world = new World();

  /** What is kept of each generation. */
  enum Scenario {
    DEPLOY {
      @Override
      void play(World world) {
        world.createAndSettle();
      }
    },
    DEPLOY_AFTER_WAITS {
      @Override
      void play(World world) {
        world
            .cluster()
            .volumeDelay(Duration.ofSeconds(1), StatusReason.of(CauseCode.VOLUME_PENDING));
        world.cluster().leftover(9);
        world
            .cluster()
            .podLifeWithHook(new Seen(Duration.ZERO, Stage.PREPARING, Optional.empty(), true));
        world.createAndSettle();
      }
    },
    DEPLOY_FAILED {
      @Override
      void play(World world) {
        world
            .cluster()
            .podLife(
                Seen.of(
                    Duration.ZERO,
                    Stage.FAILED,
                    StatusReason.of(CauseCode.IMAGE_PULL, "detail", "not found")));
        world.create();
        var _ = world.settleInFailure();
      }
    },
    DEPLOY_WHILE_A_SERVER_IS_DOWN {
      @Override
      void play(World world) {
        world.cluster().down(Duration.ZERO, Duration.ofSeconds(30));
        world.createAndSettle();
      }
    },
    DEPLOY_STOPPED {
      @Override
      void play(World world) {
        world.create();
        world.after(Duration.ofSeconds(1), () -> world.wish(Operation.STOP));
        world.settle();
      }
    },
    STOP {
      @Override
      void play(World world) {
        world.createAndSettle();
        world.wish(Operation.STOP);
        world.settle();
      }
    },
    DELETE {
      @Override
      void play(World world) {
        world.createAndSettle();
        world.cluster().remainsFor(Duration.ofSeconds(2));
        world.wish(Operation.DELETE);
        world.settle();
      }
    },
    BILLING {
      @Override
      void play(World world) {
        world.createAndSettle();
        world.pass(Duration.ofHours(3));
        world.walletChanges(World.session(1));
        world.pass(Duration.ofMinutes(30));
        world.wish(Operation.STOP);
        world.settle();
        world.settleBilling(1);
      }

      @Override
      String workflowId() {
        return World.billingId(1);
      }
    },
    RECONCILE {
      @Override
      void play(World world) {
        world.reconcile();
        world.pass(Duration.ofMinutes(5));
        world.reconcileNow();
        world.pass(Duration.ofMinutes(200));
      }

      @Override
      String workflowId() {
        return WorkflowIds.reconcile(World.INSTALLATION);
      }
    },
    DELETE_USER {
      @Override
      void play(World world) {
        world.accounts().looks(2, 1, 2);
        world.accounts().failures(1);
        world.accounts().latePods(1);
        world.delete(Subject.ACCOUNT);
        world.settle(workflowId());
      }

      @Override
      String workflowId() {
        return WorkflowIds.user(World.INSTALLATION, World.OWNER);
      }
    },
    DELETE_VOLUME {
      @Override
      void play(World world) {
        world.accounts().looks(0, 0, 2);
        world.delete(Subject.VOLUME);
        world.settle(workflowId());
      }

      @Override
      String workflowId() {
        return WorkflowIds.volume(World.INSTALLATION, World.OWNER);
      }
    },
    BILLING_OF_DAYS_UNTIL_THE_MONEY_ENDS {
      @Override
      void play(World world) {
        world.money().rate(390_000);
        world.createAndSettle();
        world.pass(Duration.ofHours(26));
        world.settle();
        world.settleBilling(1);
      }

      @Override
      String workflowId() {
        return World.billingId(1);
      }
    };

    abstract void play(World world);

    String workflowId() {
      return World.podId();
    }

    /** The file of the nth run. */
    private String file(int run) {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + run + ".json";
    }
  }

  static Stream<Path> kept() throws IOException {
    try (Stream<Path> files = Files.walk(KEPT)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("kept")
  void todaysCodeTakesTheStepsOfEarlierVersions(Path file) throws Exception {
    world.replay(WorkflowExecutionHistory.fromJson(Files.readString(file)));
  }

  @ParameterizedTest
  @EnumSource
  void eachScenarioIsKept(Scenario scenario) throws IOException {
    if (NEW.isPresent()) {
      scenario.play(world);
      write(scenario, KEPT.resolve(NEW.get()), world.histories(scenario.workflowId()));
    }
    assertThat(kept().map(Path::getFileName).map(Path::toString)).contains(scenario.file(1));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void nothingOfAMachineIsKept(Path file) throws IOException {
    assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("\"identity\"")))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"test\""));
  }

  private static void write(Scenario scenario, Path generation, List<WorkflowExecutionHistory> runs)
      throws IOException {
    Files.createDirectories(generation);
    for (int run = 1; run <= runs.size(); run++) {
      Files.writeString(
          generation.resolve(scenario.file(run)), runs.get(run - 1).toJson(true) + "\n");
    }
  }
}
