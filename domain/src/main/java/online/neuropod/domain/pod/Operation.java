package online.neuropod.domain.pod;

import java.util.Locale;

/** What a person can wish for a pod. */
public enum Operation {
  /** Create, start and retry: a running container with routes. */
  RUN,
  /** No container and no routes; the volume stays. */
  STOP,
  /** Nothing left but the volume. */
  DELETE;

  /** The lower-case spelling used in the store. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status a pod has from the moment that this is wished until the outcome. */
  public PodStatus statusWhenWished() {
    return switch (this) {
      case RUN -> PodStatus.STARTING;
      case STOP -> PodStatus.STOPPING;
      case DELETE -> PodStatus.DELETING;
    };
  }
}
