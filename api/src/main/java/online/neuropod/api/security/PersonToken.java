package online.neuropod.api.security;

import java.util.List;
import online.neuropod.domain.user.User;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** A person whose token is good. What they may is read from the store, not from the token. */
final class PersonToken extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient User user;
  private final transient Jwt jwt;
  private final String sessionId;

  PersonToken(User user, String sessionId, Jwt jwt) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + user.role().name())));
    this.user = user;
    this.jwt = jwt;
    this.sessionId = sessionId;
    setAuthenticated(true);
  }

  User user() {
    return user;
  }

  String sessionId() {
    return sessionId;
  }

  @Override
  public Jwt getCredentials() {
    return jwt;
  }

  /** The id, never the e-mail address: it ends in logs. */
  @Override
  public String getPrincipal() {
    return user.id();
  }
}
