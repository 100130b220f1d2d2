package online.neuropod.standalone;

import online.neuropod.standalone.command.NeuropodCommand;

/** NeuroPod in one process: {@code java -jar neuropod.jar --help}. */
public final class NeuropodApplication {
  private NeuropodApplication() {}

  /** Runs the command line; ends the process unless something was started that goes on. */
  public static void main(String[] arguments) {
    int exitCode = NeuropodCommand.execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
