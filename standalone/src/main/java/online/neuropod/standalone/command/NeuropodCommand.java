package online.neuropod.standalone.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import online.neuropod.standalone.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** {@code neuropod}: without a subcommand it runs everything. */
@Command(
    name = "neuropod",
    mixinStandardHelpOptions = true,
    versionProvider = NeuropodCommand.Version.class,
    subcommands = {RunCommand.class, ServicesCommand.class, AuditCommand.class},
    sortOptions = false,
    description = "Self-service GPU pods: all of NeuroPod in one process.",
    footer = {
      "",
      "Without options nothing else is needed: MongoDB and Temporal are embedded,",
      "the Kubernetes cluster is simulated. Each can be a real one instead.",
      "",
      "Examples:",
      "  neuropod",
      "  neuropod --port 8080 --data /var/lib/neuropod",
      "  neuropod --kubeconfig ~/.kube/config --domain pods.example.com",
      "  neuropod services --mongodb-port 27017 --temporal-port 7233",
      "  neuropod services --kubernetes-port 16443 --edge-port 18080",
      "  neuropod audit --data /var/lib/neuropod"
    })
public final class NeuropodCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  /**
   * Executes a command line. What it says about failures goes to standard error.
   *
   * @return 0 if it was done or goes on running, 1 if it cannot start, 2 if it was not understood;
   *     of an audit: 1 if a law of money is broken, 2 if it cannot be made as well
   */
  public static int execute(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new NeuropodCommand())
        .setExecutionExceptionHandler(NeuropodCommand::tell);
  }

  @Override
  public Integer call() {
    return RunCommand.run(options);
  }

  private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (!(failure instanceof StartFailure)) {
      throw failure;
    }
    command
        .getErr()
        .println(command.getColorScheme().errorText("neuropod: " + failure.getMessage()));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = NeuropodCommand.class.getPackage().getImplementationVersion();
      return new String[] {"neuropod " + Optional.ofNullable(version).orElse("development")};
    }
  }
}
