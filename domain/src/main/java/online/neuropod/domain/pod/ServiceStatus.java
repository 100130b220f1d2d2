package online.neuropod.domain.pod;

import java.util.Locale;

/** Whether a port answers through the edge. */
public enum ServiceStatus {
  /** Not seen to answer yet. */
  STARTING,
  /** The edge reaches this very pod on the port. */
  READY,
  /** The container runs, but nothing answers on the port. */
  UNREACHABLE;

  /** The lower-case spelling of the API. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
