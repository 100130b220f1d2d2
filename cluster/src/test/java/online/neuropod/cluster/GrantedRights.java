package online.neuropod.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import online.neuropod.cluster.gateway.ClusterClients;

/**
 * The service accounts and roles of {@code k8s/base/rbac.yaml}, granted on a cluster under names
 * that nobody else has, until {@link #close()}.
 */
final class GrantedRights implements AutoCloseable {
  private static final Path FILE = Path.of("..", "k8s", "base", "rbac.yaml");
  private static final long TOKEN_SECONDS = 3600;

  private final KubernetesClient administrator;
  private final String name = "np-rights-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<HasMetadata> objects;

  private GrantedRights(KubernetesClient administrator) {
    this.administrator = administrator;
    this.objects = read(administrator);
    objects.forEach(this::rename);
  }

  /** Grants what the file says. */
  static GrantedRights grant(KubernetesClient administrator) {
    var rights = new GrantedRights(administrator);
    administrator.resource(rights.namespace()).create();
    rights.objects.forEach(object -> administrator.resource(object).create());
    return rights;
  }

  private static List<HasMetadata> read(KubernetesClient client) {
    try (var yaml = Files.newInputStream(FILE)) {
      return client.load(yaml).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Namespace namespace() {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private void rename(HasMetadata object) {
    switch (object) {
      case ServiceAccount account -> account.getMetadata().setNamespace(name);
      case ClusterRoleBinding binding -> {
        renameRole(object);
        redirect(binding.getRoleRef(), binding.getSubjects());
      }
      case RoleBinding binding -> {
        renameRole(object);
        redirect(binding.getRoleRef(), binding.getSubjects());
      }
      default -> renameRole(object);
    }
  }

  private void renameRole(HasMetadata object) {
    object.getMetadata().setName(own(object.getMetadata().getName()));
  }

  private void redirect(RoleRef role, List<Subject> subjects) {
    role.setName(own(role.getName()));
    subjects.forEach(subject -> subject.setNamespace(name));
  }

  private String own(String role) {
    return role + "-" + name;
  }

  /** A client that is {@code account}, once the API server knows of its rights. */
  KubernetesClient client(String account) {
    Config config = administrator.getConfiguration();
    KubernetesClient client =
        ClusterClients.of(
            new ConfigBuilder(Config.empty())
                .withMasterUrl(config.getMasterUrl())
                .withCaCertData(config.getCaCertData())
                .withCaCertFile(config.getCaCertFile())
                .withOauthToken(token(account))
                .build());
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> may(client, attributes("list", "", "pods").build()));
    return client;
  }

  private String token(String account) {
    return administrator
        .serviceAccounts()
        .inNamespace(name)
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_SECONDS)
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  /** What could be asked for: {@code verb} on {@code resource}, in every namespace. */
  static ResourceAttributesBuilder attributes(String verb, String group, String resource) {
    return new ResourceAttributesBuilder()
        .withVerb(verb)
        .withGroup(group)
        .withResource(resource)
        .withNamespace("");
  }

  /** Whether {@code client} may do that. */
  static boolean may(KubernetesClient client, ResourceAttributes attributes) {
    return client
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withResourceAttributes(attributes)
                .endSpec()
                .build())
        .getStatus()
        .getAllowed();
  }

  @Override
  public void close() {
    objects.forEach(object -> administrator.resource(object).delete());
    administrator.resource(namespace()).delete();
  }
}
