package online.neuropod.standalone.run;

import java.net.URI;
import online.neuropod.standalone.data.DataDirectory;
import org.springframework.core.env.Environment;

/** What a person reads when everything runs. */
final class Greeting {
  private Greeting() {}

  static String of(
      RunPlan plan, URI url, DataDirectory data, Backends backends, Environment environment) {
    return """

    NeuroPod runs on %s

      Sign in   %s
      Cluster   %s
      Temporal  %s
      MongoDB   %s
      Data      %s
      Log       %s

    Stop with Ctrl-C. Everything goes on at the next start.
    """
        .formatted(
            url,
            signIn(environment),
            cluster(url, backends, environment),
            plan.temporal().orElse("embedded, " + backends.temporal()),
            plan.mongodb().isPresent() ? "as given" : "embedded",
            data.path(),
            LogFile.path(data));
  }

  private static String signIn(Environment environment) {
    return environment.getProperty("neuropod.auth.development-login", Boolean.class, false)
        ? "with any e-mail address, as client or administrator (development sign-in)"
        : "as configured";
  }

  private static String cluster(URI url, Backends backends, Environment environment) {
    if (backends.simulated().isEmpty()) {
      return backends.kubeconfig().server() + ", real";
    }
    String domain = environment.getProperty("neuropod.domain", "localhost");
    return """
    simulated: pods run nothing, but pass through all phases and answer
                on http://POD.%s:%d
                kubectl --kubeconfig %s get pods -A\
    """
        .formatted(domain, url.getPort(), backends.kubeconfig().file());
  }
}
