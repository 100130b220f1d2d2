package online.neuropod.standalone.run;

import java.net.URI;
import online.neuropod.simulator.SimulatedCluster;
import online.neuropod.standalone.data.DataDirectory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;

/** All of NeuroPod in this process. */
public final class Neuropod implements Running {
  private final Parts parts;
  private final URI url;
  private final String greeting;

  private Neuropod(Parts parts, URI url, String greeting) {
    this.parts = parts;
    this.url = url;
    this.greeting = greeting;
  }

  /**
   * Starts it; blocks until it serves. The process goes on until it is closed.
   *
   * @throws online.neuropod.standalone.StartFailure if something of the plan cannot be had
   */
  public static Neuropod start(RunPlan plan) {
    var parts = new Parts();
    try {
      // What can be wrong of the plan itself, before anything is written.
      int port = HttpPort.resolve(plan.port());
      var kubeconfig = plan.kubeconfig().map(Kubeconfig::read);
      var data = parts.add(DataDirectory.open(plan.data()));
      LogFile.open(data);
      var backends = Backends.start(plan, kubeconfig, data, parts);
      var application = application(backends);
      application.setDefaultProperties(Settings.defaults(data, port));
      var context = parts.add(application.run(Settings.chosen(plan, port, backends)));
      var url = URI.create("http://localhost:" + port);
      return new Neuropod(
          parts, url, Greeting.of(plan, url, data, backends, context.getEnvironment()));
    } catch (RuntimeException failure) {
      parts.close();
      throw failure;
    }
  }

  /** Where it serves. */
  public URI url() {
    return url;
  }

  @Override
  public String greeting() {
    return greeting;
  }

  @Override
  public void close() {
    parts.close();
  }

  private static SpringApplication application(Backends backends) {
    var application = new SpringApplication(StandaloneConfiguration.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    // The context is one of the parts, and its servers must outlive it.
    application.setRegisterShutdownHook(false);
    backends
        .simulated()
        .map(SimulatedCluster::edge)
        .ifPresent(
            edge ->
                application.addInitializers(
                    context -> context.getBeanFactory().registerSingleton("simulatedEdge", edge)));
    return application;
  }
}
