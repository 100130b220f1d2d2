package online.neuropod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the processes may not do in a cluster, so that somebody who takes one over cannot either.
 * That they may do what they need is held by all the other tests.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RightsE2E {
  private PartnersFixture fixture;

  @BeforeAll
  void open() {
    fixture = PartnersFixture.find();
  }

  @AfterAll
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @ParameterizedTest(name = "the {0} may not {1} {2}{3}")
  @CsvSource({
    "worker, get,    '', secrets",
    "worker, list,   '', secrets",
    "worker, list,   '', namespaces",
    "worker, deletecollection, '', namespaces",
    "worker, deletecollection, '', persistentvolumeclaims",
    "worker, create, '', pods/exec",
    "worker, create, '', serviceaccounts/token",
    "worker, create, rbac.authorization.k8s.io, clusterrolebindings",
    "worker, patch,  '', nodes",
    "api,    create, '', pods",
    "api,    delete, '', pods",
    "api,    patch,  '', secrets",
    "api,    get,    '', secrets",
    "api,    create, '', namespaces",
    "api,    list,   '', secrets",
    "api,    list,   '', configmaps",
    "api,    get,    '', pods",
    "api,    watch,  '', events",
    "api,    patch,  apps, deployments",
    "api,    delete, networking.k8s.io, ingresses",
    "api,    delete, '', persistentvolumeclaims",
  })
  void rightsEndWhereTheWorkDoes(String process, String verb, String group, String resource) {
    KubernetesClient client =
        process.equals("worker") ? fixture.workerClient() : fixture.apiClient();
    String[] parts = resource.split("/", 2);
    var asked = GrantedRights.attributes(verb, group, parts[0]);
    if (parts.length == 2) {
      asked.withSubresource(parts[1]);
    }

    assertThat(GrantedRights.may(client, asked.build())).isFalse();
  }
}
