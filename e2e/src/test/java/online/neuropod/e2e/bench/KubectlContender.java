package online.neuropod.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Partners;
import org.awaitility.Awaitility;

/**
 * {@code kubectl apply} and {@code delete} of the objects that NeuroPod made for one of its pods.
 */
final class KubectlContender implements DeployBench.Contender {
  private static final String RUN = "bench/run";

  /** Pods of an owner want the node of their volume, by this label. */
  private static final String OWNER = "neuropod.online/owner";

  private final ClusterView cluster;
  private final Partners partners;
  private final String namespace;
  private final String owner;
  private final PersistentVolumeClaim volume;
  private final Pod pod;
  private final Service service;
  private final Ingress ingress;
  private final List<String> names = new ArrayList<>();
  private final Path file;
  private int serial;

  /**
   * @param namespace where it works; it exists
   * @param pattern id of the pod whose objects it copies
   */
  KubectlContender(ClusterView cluster, Partners partners, String namespace, String pattern) {
    this.cluster = cluster;
    this.partners = partners;
    this.namespace = namespace;
    this.pod = cluster.pods(pattern).getFirst();
    this.owner = Objects.requireNonNull(pod.getMetadata().getLabels().get(OWNER));
    var client = cluster.client();
    String origin = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName() + "-3000";
    this.service = client.services().inNamespace(origin).withName(name).require();
    this.ingress = client.network().v1().ingresses().inNamespace(origin).withName(name).require();
    this.volume = client.persistentVolumeClaims().inNamespace(origin).list().getItems().getFirst();
    try {
      this.file = Files.createTempFile("bench", ".yaml");
    } catch (IOException failure) {
      throw DeployBench.unchecked(failure);
    }
  }

  @Override
  public void prepare() {
    var claims = cluster.client().persistentVolumeClaims().inNamespace(namespace);
    claims.delete();
    Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> claims.list().getItems().isEmpty());
  }

  @Override
  public List<Double> deploy(int count) {
    var objects = new ArrayList<HasMetadata>();
    volume.setStatus(null);
    volume.getSpec().setVolumeName(null);
    objects.add(clean(volume, volume.getMetadata().getName(), "volume"));
    for (int i = 0; i < count; i++) {
      String name = "raw" + serial++;
      names.add(name);
      objects.add(rawPod(name));
      objects.add(rawService(name));
      objects.add(rawIngress(name));
    }
    write(objects);
    var watch = new Stopwatch();
    kubectl("apply");
    List<Callable<Double>> answers =
        names.stream()
            .<Callable<Double>>map(
                name ->
                    () ->
                        watch.until(
                            count,
                            () ->
                                Stopwatch.answers(
                                    "http://" + host(name) + ":" + partners.edge().getPort())))
            .toList();
    return Stopwatch.atOnce(answers);
  }

  @Override
  public List<Double> stop() {
    // NeuroPod keeps the volume at a stop.
    write(
        names.stream()
            .<HasMetadata>mapMulti(
                (name, sink) -> {
                  sink.accept(rawPod(name));
                  sink.accept(rawService(name));
                  sink.accept(rawIngress(name));
                })
            .toList());
    var watch = new Stopwatch();
    kubectl("delete", "--wait=false");
    List<Callable<Double>> ends =
        names.stream()
            .map(this::rawPod)
            .<Callable<Double>>map(
                object -> () -> watch.until(names.size(), () -> cluster.isGone(object)))
            .toList();
    return Stopwatch.atOnce(ends);
  }

  @Override
  public void clear() {
    names.clear();
  }

  private static String host(String name) {
    return name + "." + Partners.DOMAIN;
  }

  private Pod rawPod(String name) {
    Pod copy = new PodBuilder(pod).build();
    copy.setStatus(null);
    copy.getSpec().setNodeName(null);
    copy.getSpec().setServiceAccountName(null);
    copy.getSpec().setServiceAccount(null);
    return clean(copy, name, name);
  }

  private Service rawService(String name) {
    Service copy = new ServiceBuilder(service).build();
    copy.setStatus(null);
    copy.getSpec().setClusterIP(null);
    copy.getSpec().setClusterIPs(List.of());
    copy.getSpec().setSelector(Map.of(RUN, name));
    return clean(copy, name, name);
  }

  private Ingress rawIngress(String name) {
    Ingress copy = new IngressBuilder(ingress).build();
    copy.setStatus(null);
    var rule = copy.getSpec().getRules().getFirst();
    rule.setHost(host(name));
    rule.getHttp().getPaths().forEach(path -> path.getBackend().getService().setName(name));
    copy.getSpec().setTls(List.of());
    return clean(copy, name, name);
  }

  private <T extends HasMetadata> T clean(T object, String name, String run) {
    object.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(name)
            .withLabels(Map.of(RUN, run, OWNER, owner))
            .build());
    return object;
  }

  private void write(List<HasMetadata> objects) {
    try {
      Files.writeString(
          file, String.join("---\n", objects.stream().map(Serialization::asYaml).toList()));
    } catch (IOException failure) {
      throw DeployBench.unchecked(failure);
    }
  }

  private void kubectl(String verb, String... options) {
    var command =
        new ArrayList<>(
            List.of(
                "kubectl",
                "--kubeconfig",
                partners.kubeconfig().toString(),
                verb,
                "-f",
                file.toString()));
    command.addAll(List.of(options));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (IOException failure) {
      throw DeployBench.unchecked(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
