package online.neuropod.domain.user;

import java.util.Locale;

/** How a person showed who they are. */
public enum SignInWay {
  /** Google says so, and that the e-mail address is theirs. */
  GOOGLE,
  /** They know the password; that the address is theirs is only their word. */
  PASSWORD,
  /** They said so, where an operator allows that. */
  DEVELOPMENT;

  /** The lower-case spelling of the API. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
