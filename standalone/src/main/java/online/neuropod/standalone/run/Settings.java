package online.neuropod.standalone.run;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import online.neuropod.standalone.Loopback;
import online.neuropod.standalone.data.DataDirectory;

/** The properties with which the context is started. */
final class Settings {
  private Settings() {}

  /**
   * What holds unless the environment says otherwise.
   *
   * @param port served on
   */
  static Map<String, Object> defaults(DataDirectory data, int port) {
    var settings = new LinkedHashMap<String, Object>();
    settings.put("PUBLIC_URL", "http://localhost:" + port);
    settings.put("JWT_SECRET", data.secret("jwt.secret"));
    settings.put("neuropod.auth.development-login", "true");
    settings.put("server.address", Loopback.HOST);
    settings.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
    LogFile.levels().forEach((logger, level) -> settings.put("logging.level." + logger, level));
    return settings;
  }

  /**
   * What was asked for on the command line, and where the parts are, as arguments of Spring Boot:
   * they win over the environment.
   */
  static String[] chosen(RunPlan plan, int port, Backends backends) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("server.port", String.valueOf(port));
    settings.put("spring.mongodb.uri", backends.mongodb());
    settings.put("spring.temporal.connection.target", backends.temporal());
    settings.put("spring.temporal.namespace", plan.temporalNamespace());
    settings.put("neuropod.kubernetes.config-path", backends.kubeconfig().file().toString());
    if (plan.kubeconfig().isEmpty()) {
      settings.putAll(EmbeddedCluster.settings(URI.create("http://" + Loopback.HOST + ":" + port)));
    } else {
      settings.put("neuropod.kubernetes.simulated", "false");
    }
    plan.domain().ifPresent(domain -> settings.put("neuropod.domain", domain));
    plan.ingressClass().ifPresent(name -> settings.put("neuropod.edge.ingress-class", name));
    plan.edgeUrl()
        .ifPresent(
            url -> {
              settings.put("neuropod.edge.url", url.toString());
              settings.put("neuropod.edge.url-scheme", url.getScheme());
            });
    settings.putAll(plan.settings());
    return settings.entrySet().stream()
        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
        .toArray(String[]::new);
  }
}
