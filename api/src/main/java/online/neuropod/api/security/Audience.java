package online.neuropod.api.security;

import java.util.List;

/** Whom a handler answers; the wider come first. */
public enum Audience {
  /** Also people who have not signed in, and those whose token holds no more. */
  EVERYBODY,
  /** Clients and administrators, unless they are suspended. */
  SIGNED_IN,
  /** Who runs the platform. */
  ADMINISTRATORS;

  /** Who belongs to it, as the description of the API names them in {@code x-roles}. */
  public List<String> roles() {
    return switch (this) {
      case EVERYBODY -> List.of("anonymous", "client", "admin");
      case SIGNED_IN -> List.of("client", "admin");
      case ADMINISTRATORS -> List.of("admin");
    };
  }
}
