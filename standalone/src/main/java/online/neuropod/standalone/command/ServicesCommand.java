package online.neuropod.standalone.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import online.neuropod.simulator.SimulatedNode;
import online.neuropod.standalone.StartFailure;
import online.neuropod.standalone.run.Services;
import online.neuropod.standalone.run.ServicesPlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code neuropod services}. */
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Run only the embedded MongoDB and Temporal, and a simulated cluster where wanted, for api"
            + " and worker as processes of their own.")
final class ServicesCommand implements Callable<Integer> {
  private static final int MOST_GPUS = 64;

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

  @Option(names = "--no-temporal", description = "Without Temporal: a real one is used.")
  private boolean noTemporal;

  @Option(
      names = "--kubernetes-port",
      paramLabel = "PORT",
      description =
          "Simulate a cluster too, whose API server is here on 127.0.0.1; 0 for any free port. Its"
              + " kubeconfig is written into the data directory. Without this option there is"
              + " none.")
  private Optional<Integer> kubernetesPort = Optional.empty();

  @Option(
      names = "--edge-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Where the simulated cluster answers for the hosts of pods, on 127.0.0.1; 0 for any free"
              + " one. Default: ${DEFAULT-VALUE}")
  private int edgePort;

  @Option(
      names = "--node",
      paramLabel = "PRODUCT=GPUS",
      description =
          "A node of the simulated cluster: the value of its label nvidia.com/gpu.product, and how"
              + " many GPUs, at most 64. Can be repeated. Default: three nodes with four each.")
  private List<String> nodes = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where to keep the database. Default: ./${DEFAULT-VALUE}")
  private Path data = Path.of("data");

  @Override
  public Integer call() throws InterruptedException {
    var services = Services.start(plan());
    Shutdown.atTheEndOfTheProcess(services);
    System.out.println(services.greeting());
    services.awaitClose();
    return CommandLine.ExitCode.OK;
  }

  private ServicesPlan plan() {
    if (kubernetesPort.isEmpty() && !nodes.isEmpty()) {
      throw new StartFailure("--node is for a simulated cluster: add --kubernetes-port");
    }
    List<SimulatedNode> wanted = nodes();
    return new ServicesPlan(
        data,
        mongodbPort,
        noTemporal ? Optional.empty() : Optional.of(temporalPort),
        kubernetesPort.map(port -> new ServicesPlan.Cluster(port, edgePort, wanted)));
  }

  private List<SimulatedNode> nodes() {
    var wanted = new ArrayList<SimulatedNode>();
    for (String node : nodes) {
      wanted.add(node(node, wanted.size() + 1));
    }
    return wanted;
  }

  private static SimulatedNode node(String text, int number) {
    var parts = text.split("=", -1);
    boolean valid =
        parts.length == 2
            && parts[0].matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")
            && parts[1].matches("\\d{1,2}")
            && Integer.parseInt(parts[1]) <= MOST_GPUS;
    if (!valid) {
      throw new StartFailure(
          "--node must be PRODUCT=GPUS with at most "
              + MOST_GPUS
              + " GPUs, such as NVIDIA-GeForce-RTX-4090=8, but is '"
              + text
              + "'");
    }
    return SimulatedNode.withGpus("sim-node-" + number, parts[0], Integer.parseInt(parts[1]));
  }
}
