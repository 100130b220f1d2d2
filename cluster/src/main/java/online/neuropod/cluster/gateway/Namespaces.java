package online.neuropod.cluster.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import online.neuropod.cluster.ClusterSettings.Isolation;
import online.neuropod.cluster.jupyter.JupyterTokens;
import online.neuropod.cluster.model.JupyterSecretFactory;
import online.neuropod.cluster.model.NamespaceFactory;
import online.neuropod.cluster.model.NetworkPolicyFactory;
import online.neuropod.cluster.model.PodIdentity;

/**
 * The users' namespaces. What this process has prepared once it does not prepare again, until the
 * API server says that it is gone.
 */
final class Namespaces {
  private final KubernetesGateway gateway;
  private final NamespaceFactory namespaces;
  private final NetworkPolicyFactory policies;
  private final JupyterTokens tokens;
  private final Set<String> prepared = ConcurrentHashMap.newKeySet();

  Namespaces(KubernetesGateway gateway, Isolation isolation, JupyterTokens tokens) {
    this.gateway = gateway;
    this.namespaces = new NamespaceFactory(isolation.quota());
    this.policies = new NetworkPolicyFactory(isolation);
    this.tokens = tokens;
  }

  /** Namespace and policies, and the pod's token where {@code withToken}. */
  void prepare(PodIdentity pod, boolean withToken) {
    var calls = new ArrayList<Runnable>();
    boolean fresh = !prepared.contains(pod.namespace());
    if (fresh) {
      gateway.apply(namespaces.namespace(pod));
      calls.addAll(
          List.of(
              () -> gateway.apply(namespaces.quota(pod)),
              () -> gateway.apply(namespaces.limits(pod)),
              () -> gateway.apply(policies.denyAll(pod)),
              () -> gateway.apply(policies.egress(pod)),
              () -> gateway.apply(JupyterSecretFactory.empty(pod))));
    }
    if (withToken) {
      calls.add(() -> keepToken(pod));
    }
    Concurrently.run(calls);
    prepared.add(pod.namespace());
  }

  private void keepToken(PodIdentity pod) {
    if (tokens.kept(pod).isEmpty()) {
      gateway.apply(
          JupyterSecretFactory.key(pod, JupyterTokens.generate()),
          JupyterSecretFactory.fieldManager(pod));
    }
  }

  /** The namespace is gone: it is prepared again when it is needed. */
  void forget(PodIdentity pod) {
    prepared.remove(pod.namespace());
  }
}
