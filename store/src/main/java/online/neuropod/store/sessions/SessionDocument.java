package online.neuropod.store.sessions;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import online.neuropod.domain.user.RefreshChain;
import online.neuropod.domain.user.RefreshChain.Retired;
import online.neuropod.domain.user.Session;
import online.neuropod.domain.user.Session.Client;
import online.neuropod.domain.user.SignInWay;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link Session} as it is kept. Of its refresh tokens only the numbers: they can be made from
 * these with the key of the api processes alone.
 */
@Document("sessions")
record SessionDocument(
    String id,
    String userId,
    String way,
    String device,
    String address,
    Instant openedAt,
    Instant seenAt,
    Instant expiresAt,
    int token,
    List<Retired> retired) {
  static SessionDocument of(Session session) {
    return new SessionDocument(
        session.id(),
        session.userId(),
        session.way().wire(),
        session.client().device(),
        session.client().address(),
        session.openedAt(),
        session.seenAt(),
        session.expiresAt(),
        session.tokens().current(),
        session.tokens().retired());
  }

  Session toSession() {
    return new Session(
        id,
        userId,
        SignInWay.valueOf(way.toUpperCase(Locale.ROOT)),
        new Client(device, address),
        openedAt,
        seenAt,
        expiresAt,
        new RefreshChain(token, retired));
  }
}
