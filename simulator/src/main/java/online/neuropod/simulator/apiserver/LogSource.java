package online.neuropod.simulator.apiserver;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.simulator.registry.ApiFailure;
import tools.jackson.databind.node.ObjectNode;

/** Reads what containers wrote. */
public interface LogSource {
  /** One line, without its end. */
  record Line(Instant at, String text) {}

  /** The output of one run of a container. */
  interface Log {
    /** The lines written until now. */
    List<Line> lines();

    /** When the next line comes, as far as known. */
    Optional<Instant> next();

    /** Whether no line will come any more. */
    boolean ended();
  }

  /**
   * The log of a container's present or previous run.
   *
   * @param container may be empty when the pod has only one
   * @throws ApiFailure 400 when the container is not there, or did not start yet
   */
  Log open(ObjectNode pod, String container, boolean previous);
}
