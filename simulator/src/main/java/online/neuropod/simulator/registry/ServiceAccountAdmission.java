package online.neuropod.simulator.registry;

import online.neuropod.simulator.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A pod runs as a service account that exists, and gets its token unless it does not want it. */
final class ServiceAccountAdmission implements Admission {
  private static final String TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

  private final ObjectStore store;

  ServiceAccountAdmission(ObjectStore store) {
    this.store = store;
  }

  @Override
  public void mutate(ResourceType type, ObjectNode pod) {
    if (!type.equals(ResourceTypes.PODS)) {
      return;
    }
    ObjectNode spec = Json.ensure(pod, "spec");
    Json.setDefault(spec, "serviceAccountName", "default");
    String account = Json.text(spec, "serviceAccountName");
    spec.put("serviceAccount", account);
    String namespace = Json.text(pod, "metadata", "namespace");
    ObjectNode found =
        store
            .get(new ObjectKey(ResourceTypes.SERVICE_ACCOUNTS, namespace, account))
            .orElseThrow(
                () ->
                    ApiFailure.forbidden(
                        type,
                        Json.text(pod, "metadata", "name"),
                        "error looking up service account "
                            + namespace
                            + "/"
                            + account
                            + ": serviceaccount \""
                            + account
                            + "\" not found"));
    boolean refused =
        Json.has(spec, "automountServiceAccountToken")
            ? !Json.flag(spec, "automountServiceAccountToken")
            : Json.has(found, "automountServiceAccountToken")
                && !Json.flag(found, "automountServiceAccountToken");
    if (!refused) {
      mountToken(spec, Metadata.uid(pod));
    }
  }

  private static void mountToken(ObjectNode spec, String uid) {
    String volume = "kube-api-access-" + uid.substring(0, 5);
    ObjectNode projected =
        Json.ensureArray(spec, "volumes").addObject().put("name", volume).putObject("projected");
    projected.put("defaultMode", 420);
    ArrayNode sources = projected.putArray("sources");
    sources
        .addObject()
        .putObject("serviceAccountToken")
        .put("expirationSeconds", 3607)
        .put("path", "token");
    ObjectNode authority = sources.addObject().putObject("configMap");
    authority.put("name", "kube-root-ca.crt");
    authority.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
    ObjectNode namespace =
        sources.addObject().putObject("downwardAPI").putArray("items").addObject();
    namespace
        .put("path", "namespace")
        .putObject("fieldRef")
        .put("apiVersion", "v1")
        .put("fieldPath", "metadata.namespace");
    Json.objects(spec, "containers")
        .forEach(
            container ->
                Json.ensureArray(container, "volumeMounts")
                    .addObject()
                    .put("name", volume)
                    .put("readOnly", true)
                    .put("mountPath", TOKEN_PATH));
  }
}
