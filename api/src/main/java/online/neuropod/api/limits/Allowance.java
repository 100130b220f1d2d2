package online.neuropod.api.limits;

import online.neuropod.api.settings.RateLimitSettings;

/** What is counted apart from everything else. */
enum Allowance {
  /** Requests of a person that change nothing. */
  USER_READS,
  /** Requests of a person that change something. */
  USER_WRITES,
  /** Requests from an address that change nothing. */
  ADDRESS_READS,
  /** Requests from an address that change something. */
  ADDRESS_WRITES,
  /** Attempts to sign in from an address. */
  SIGN_IN;

  /** How many a minute. */
  int perMinute(RateLimitSettings settings) {
    return switch (this) {
      case USER_READS -> settings.userReads();
      case USER_WRITES -> settings.userWrites();
      case ADDRESS_READS -> settings.addressReads();
      case ADDRESS_WRITES -> settings.addressWrites();
      case SIGN_IN -> settings.signIn();
    };
  }
}
