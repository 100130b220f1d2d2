package online.neuropod.api.support;

import static org.awaitility.Awaitility.await;

import io.temporal.client.WorkflowClient;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodCluster.Creation;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.pod.ClusterNames;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.UserHash;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.templates.TemplateStore;
import online.neuropod.store.usage.UsageStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The api on a real port with real servers around it. Every test brings its own people. */
@SpringBootTest(
    classes = TestApi.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "neuropod.auth.development-login=true",
      "neuropod.jwt.secret=" + ApiFixture.SECRET,
      "neuropod.admin-emails=root@example.com",
      "neuropod.edge.url-scheme=http",
      "neuropod.domain=pods.test",
      "neuropod.websocket.auth-timeout=2s",
      "neuropod.websocket.heartbeat=1s",
      "neuropod.websocket.wallet-interval=1s",
      "neuropod.feed.interval=200ms",
      "neuropod.feed.stats-interval=1s",
      "springdoc.api-docs.enabled=false",
      "spring.autoconfigure.exclude=" + ApiFixture.NO_TEMPORAL
    })
public abstract class ApiFixture {
  /** Signs access tokens. */
  public static final String SECRET = "a secret of at least 32 bytes for tests";

  /** Temporal's own configuration, which would look for a server. */
  public static final String NO_TEMPORAL =
      "io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.NonRootNamespaceAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.MetricsScopeAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.OpenTracingAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.TestServerAutoConfiguration";

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  @LocalServerPort private int port;
  @Autowired protected JsonMapper json;
  @Autowired protected PodStore pods;
  @Autowired protected Timeline timeline;
  @Autowired protected UserStore users;
  @Autowired protected WalletStore wallets;
  @Autowired protected UsageStore usage;
  @Autowired protected PriceStore prices;
  @Autowired protected TemplateStore templates;
  @Autowired protected PodCluster cluster;
  @Autowired protected ClusterSettings clusterSettings;
  @Autowired protected WorkflowClient temporal;
  @Autowired protected MongoTemplate mongo;

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry properties) {
    properties.add("spring.mongodb.uri", () -> Servers.mongoUri("api"));
    properties.add("neuropod.edge.url", FakeEdge::uri);
    properties.add("neuropod.kubernetes.config-path", () -> Servers.kubeconfig().toString());
  }

  /** Where a database is that no other test uses. */
  protected static String database(String name) {
    return Servers.mongoUri(name);
  }

  /** Where the api answers. */
  protected URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Somebody who has not signed in. */
  protected Caller nobody() {
    return new Caller(uri(), json, Optional.empty(), Map.of());
  }

  /** A client whom nobody has seen before, with 10 €. */
  protected Person client() {
    return person("client");
  }

  /** An administrator whom nobody has seen before. */
  protected Person admin() {
    return person("admin");
  }

  private Person person(String role) {
    String email = role + PEOPLE.incrementAndGet() + "@example.com";
    JsonNode signedIn =
        nobody()
            .post("/api/auth/mock-login", Map.of("email", email, "role", role))
            .expect(200)
            .path("data");
    String token = signedIn.path("token").stringValue();
    return new Person(
        signedIn.path("user").path("id").stringValue(),
        email,
        token,
        new Caller(uri(), json, Optional.of(token), Map.of()));
  }

  /**
   * Somebody who is signed in.
   *
   * @param id of the person
   * @param email address
   * @param token access token
   * @param calls the api with it
   */
  public record Person(String id, String email, String token, Caller calls) {}

  /** Where a pod's port is to answer. */
  protected String link(Pod pod, int port) {
    var names =
        new ClusterNames(pod.name(), UserHash.of(pod.ownerId(), clusterSettings.userHashKey()));
    return "http://" + names.host(port, "pods.test") + ":" + FakeEdge.uri().getPort();
  }

  /** A request for a pod without a GPU, which a new client can pay. */
  protected static Map<String, Object> podRequest(String name) {
    return Map.of(
        "name", name,
        "deploymentType", "docker",
        "dockerImage", "nginx:1.27",
        "gpu", "cpu",
        "containerDiskSize", 5,
        "volumeDiskSize", 10,
        "ports", "8080");
  }

  /** Creates a pod. */
  protected Pod pod(Person owner, String name) {
    JsonNode created = owner.calls().post("/api/pods", podRequest(name)).expect(201).path("data");
    return pods.find(created.path("id").stringValue()).orElseThrow();
  }

  /** Writes a status as a workflow does. */
  protected Pod write(Pod pod, PodStatus status) {
    return write(pod, status, Optional.empty());
  }

  /** Writes a status with its reason as a workflow does. */
  protected Pod write(Pod pod, PodStatus status, Optional<StatusReason> reason) {
    Pod now = pods.find(pod.id()).orElseThrow();
    boolean started = status == PodStatus.RUNNING;
    boolean written =
        pods.writeStatus(
            pod.id(),
            now.wish().seq(),
            status,
            reason,
            started ? Optional.of(Instant.now()) : Optional.empty(),
            started || status == PodStatus.STOPPED || status == PodStatus.ERROR,
            Instant.now());
    if (!written) {
      throw new IllegalStateException("a newer wish is there");
    }
    return pods.find(pod.id()).orElseThrow();
  }

  /** Makes a pod run in the cluster, as a workflow does. */
  protected Pod running(Pod pod) {
    Target target = Target.of(pod);
    cluster.prepareNamespace(target);
    await().until(() -> cluster.prepareVolume(target).ready());
    await().until(() -> cluster.createPod(target, 1, false) == Creation.CREATED);
    await()
        .until(
            () ->
                cluster
                    .observe(target)
                    .flatMap(PodFacts::container)
                    .filter(container -> container.state() instanceof PodFacts.Running)
                    .isPresent());
    return write(pod, PodStatus.RUNNING);
  }
}
