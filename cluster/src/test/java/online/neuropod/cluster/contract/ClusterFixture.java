package online.neuropod.cluster.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;

/** A cluster to test, running. */
public interface ClusterFixture extends AutoCloseable {
  /** A client with every right, for what a test does itself. */
  KubernetesClient client();

  /** A client with the rights of a process that changes the cluster. */
  default KubernetesClient workerClient() {
    return client();
  }

  /** A client with the rights of a process that reads the cluster. */
  default KubernetesClient apiClient() {
    return client();
  }

  /** Where its edge answers. */
  URI edgeUrl();

  /** The domain that leads to {@link #edgeUrl()}. */
  String domain();

  /** Image that serves HTTP on 3000, prints {@code listening on 3000} and has a shell. */
  default String web() {
    return "neuropod.test/web:1";
  }

  /** Image of a bare system with Python and pip, which ends at once without a command. */
  default String system() {
    return "ubuntu:22.04";
  }

  /** Image that starts JupyterLab on 8888 by itself. */
  default String jupyter() {
    return "quay.io/jupyter/datascience-notebook:latest";
  }

  /** Image without a shell. */
  default String shellless() {
    return "neuropod.test/pause:1";
  }

  /** Image that is in no registry. */
  String absent();

  /** Price key of the GPU that a node has, four of it. */
  default String presentGpu() {
    return "rtx-4090";
  }

  /** Price key of a GPU that no node has. */
  default String absentGpu() {
    return "rtx-4080";
  }

  @Override
  void close();
}
