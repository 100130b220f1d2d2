package online.neuropod.standalone.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import online.neuropod.standalone.run.Services;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code neuropod services}. */
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Run only the embedded MongoDB and Temporal, for api and worker as processes of their own.")
final class ServicesCommand implements Callable<Integer> {
  @Option(
      names = "--mongodb-port",
      paramLabel = "PORT",
      defaultValue = "27017",
      description = "On 127.0.0.1; 0 for any free one. Default: ${DEFAULT-VALUE}")
  private int mongodbPort;

  @Option(
      names = "--temporal-port",
      paramLabel = "PORT",
      defaultValue = "7233",
      description = "On 127.0.0.1; 0 for any free one. Default: ${DEFAULT-VALUE}")
  private int temporalPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where to keep the database. Default: ./${DEFAULT-VALUE}")
  private Path data = Path.of("data");

  @Override
  public Integer call() throws InterruptedException {
    var services = Services.start(data, mongodbPort, temporalPort);
    Shutdown.atTheEndOfTheProcess(services);
    System.out.println(services.greeting());
    services.awaitClose();
    return CommandLine.ExitCode.OK;
  }
}
