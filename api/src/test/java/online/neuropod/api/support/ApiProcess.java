package online.neuropod.api.support;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.ApiApplication;
import online.neuropod.store.pods.PodStore;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The process as its operator starts it, with every server behind a way that can freeze. */
public final class ApiProcess implements AutoCloseable {
  private final FreezingProxy mongodb = FreezingProxy.to(Servers.mongoPort());
  private final FreezingProxy kubernetes = FreezingProxy.to(Servers.clusterPort());

  /** Behind it is nobody: it is only ever frozen. */
  private final FreezingProxy temporal = FreezingProxy.to(1);

  private final ConfigurableApplicationContext context;

  /** Starts it, on Temporal that is frozen from the first. */
  public ApiProcess(Path directory, String... settings) throws IOException {
    temporal.freeze();
    Path kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            Servers.kubeconfig(URI.create("http://127.0.0.1:" + kubernetes.port())));
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.mongodb.uri=mongodb://127.0.0.1:" + mongodb.port() + "/process",
                "--spring.temporal.connection.target=127.0.0.1:" + temporal.port(),
                "--neuropod.kubernetes.config-path=" + kubeconfig,
                "--neuropod.auth.development-login=true",
                "--neuropod.jwt.secret=a secret of at least 32 bytes for tests",
                "--neuropod.edge.url=http://127.0.0.1:1"));
    arguments.addAll(List.of(settings));
    context = SpringApplication.run(ApiApplication.class, arguments.toArray(String[]::new));
  }

  /** The way to MongoDB. */
  public FreezingProxy mongodb() {
    return mongodb;
  }

  /** The way to the API server. */
  public FreezingProxy kubernetes() {
    return kubernetes;
  }

  /** Where it answers. */
  public URI uri() {
    int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Its pods, to write as workflows do. */
  public PodStore pods() {
    return context.getBean(PodStore.class);
  }

  /** Somebody who has not signed in. */
  public Caller nobody() {
    return new Caller(uri(), context.getBean(JsonMapper.class), Optional.empty(), Map.of());
  }

  /** Somebody who is signed in as a new client. */
  public Caller client(String email) {
    String token =
        nobody()
            .post("/api/auth/mock-login", Map.of("email", email))
            .expect(200)
            .path("data")
            .path("token")
            .stringValue();
    return nobody().as(token);
  }

  /** Ends it as SIGTERM does. */
  public void stop() {
    context.close();
  }

  @Override
  public void close() throws IOException {
    mongodb.thaw();
    kubernetes.thaw();
    context.close();
    mongodb.close();
    kubernetes.close();
    temporal.close();
  }
}
