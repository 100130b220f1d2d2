package online.neuropod.domain.user;

import java.util.Locale;

/** What a person may do. */
public enum Role {
  /** Runs pods of their own, and pays for them. */
  CLIENT,
  /** Runs the platform; has an unlimited wallet. */
  ADMIN;

  /** The lower-case spelling of the API. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
