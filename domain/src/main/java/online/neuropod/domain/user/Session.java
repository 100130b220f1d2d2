package online.neuropod.domain.user;

import java.time.Instant;

/**
 * A person at one device, from signing in to signing out.
 *
 * @param id opaque; every token of the session carries it
 * @param userId whose it is
 * @param way how they signed in
 * @param client where, as they see it
 * @param openedAt when they signed in
 * @param seenAt when they were last here, to about five minutes
 * @param expiresAt when it ends unless it is refreshed
 * @param tokens which refresh tokens are good
 */
public record Session(
    String id,
    String userId,
    SignInWay way,
    Client client,
    Instant openedAt,
    Instant seenAt,
    Instant expiresAt,
    RefreshChain tokens) {
  private static final int MAX_DEVICE = 200;

  /**
   * A device as the server sees it.
   *
   * @param device what the browser or program calls itself, cut to 200 characters; may be empty
   * @param address of the network
   */
  public record Client(String device, String address) {
    public Client {
      device = device.length() > MAX_DEVICE ? device.substring(0, MAX_DEVICE) : device;
    }
  }

  /** The same session with its next token, used from this client. */
  public Session refreshed(RefreshChain next, Client from, Instant now, Instant expires) {
    return new Session(id, userId, way, from, openedAt, now, expires, next);
  }

  /** Whether it has not ended by itself. */
  public boolean isOpenAt(Instant now) {
    return expiresAt.isAfter(now);
  }
}
