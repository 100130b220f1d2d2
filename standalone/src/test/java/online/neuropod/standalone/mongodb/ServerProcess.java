package online.neuropod.standalone.mongodb;

import java.nio.file.Path;

/** Runs the server as a process of its own, prints its port and waits to be killed. */
public final class ServerProcess {
  private ServerProcess() {}

  /** Arguments: the file. */
  public static void main(String[] arguments) throws InterruptedException {
    try (var mongo = EmbeddedMongo.start(Path.of(arguments[0]), 0)) {
      System.out.println("port " + mongo.port());
      Thread.currentThread().join();
    }
  }
}
