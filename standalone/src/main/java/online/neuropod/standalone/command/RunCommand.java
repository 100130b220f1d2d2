package online.neuropod.standalone.command;

import java.util.concurrent.Callable;
import online.neuropod.standalone.run.Neuropod;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neuropod run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Run everything in one process. The default.")
final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    return run(options);
  }

  static int run(RunOptions options) {
    var neuropod = Neuropod.start(options.plan());
    Shutdown.atTheEndOfTheProcess(neuropod);
    System.out.println(neuropod.greeting());
    return CommandLine.ExitCode.OK;
  }
}
