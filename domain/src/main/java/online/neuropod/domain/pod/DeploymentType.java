package online.neuropod.domain.pod;

import java.util.Locale;

/** Where a pod's image comes from. */
public enum DeploymentType {
  /** A template of the catalogue. */
  TEMPLATE,
  /** An image that the person named. */
  DOCKER;

  /** The lower-case spelling of the API. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
