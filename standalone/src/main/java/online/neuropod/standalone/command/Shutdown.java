package online.neuropod.standalone.command;

import java.time.Duration;
import online.neuropod.standalone.run.Running;

/** Ends what runs when the process is asked to end. */
final class Shutdown {
  private static final Duration PATIENCE = Duration.ofSeconds(18);

  private Shutdown() {}

  /**
   * Closes {@code running} at SIGTERM or Ctrl-C. The process ends after 18 s in any case: whoever
   * sent the signal kills it soon after, and all that matters is on disk already.
   */
  static void atTheEndOfTheProcess(Running running) {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> close(running)));
  }

  private static void close(Running running) {
    var closing = Thread.ofPlatform().name("closing").daemon().start(running::close);
    try {
      if (!closing.join(PATIENCE)) {
        System.err.println("neuropod: not everything ended in time; nothing is lost");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
