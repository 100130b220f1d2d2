package online.neuropod.cluster.edge;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the edge leads a host to a pod. An edge answers for hosts that it does not know as well,
 * so its answer is compared with that for a host that nobody has.
 */
public final class EdgeProbe {
  private static final Duration STRANGER_LASTS = Duration.ofSeconds(30);

  /**
   * After this long the edge must have taken up the route, and an answer like a stranger's is the
   * pod's own 404.
   */
  private static final Duration ROUTE_SETTLES = Duration.ofSeconds(10);

  private final EdgeClient client;
  private final String domain;
  private final InstantSource clock;
  private final String strangerHost;
  private final AtomicReference<Stranger> stranger = new AtomicReference<>(Stranger.UNKNOWN);

  /** A probe through {@code client} of hosts below {@code domain}. */
  public EdgeProbe(EdgeClient client, String domain, InstantSource clock) {
    this.client = client;
    this.domain = domain;
    this.clock = clock;
    byte[] name = new byte[12];
    new SecureRandom().nextBytes(name);
    this.strangerHost = "no-pod-" + HexFormat.of().formatHex(name);
  }

  private record Stranger(Optional<EdgeAnswer> answer, Instant at) {
    static final Stranger UNKNOWN = new Stranger(Optional.empty(), Instant.EPOCH);
  }

  /** How the edge's answer for a host looks beside the one for a stranger. */
  public enum Sighting {
    /** The edge does not answer at all. */
    SILENCE,
    /** The edge says that nothing stands behind the host. */
    NO_BACKEND,
    /** The same 404 as a stranger gets. */
    SAME_NOT_FOUND,
    /** The same other answer as a stranger gets. */
    SAME,
    /** An answer of the host's own. */
    OWN;

    /** Whether it came from the pod, which has been running for {@code running}. */
    public boolean reached(Duration running) {
      return switch (this) {
        case OWN -> true;
        case SAME_NOT_FOUND -> running.compareTo(ROUTE_SETTLES) >= 0;
        case SILENCE, NO_BACKEND, SAME -> false;
      };
    }
  }

  /** Asks {@code host}; blocks up to 4 s. */
  public Sighting ask(String host) {
    return client.ask(host).map(this::compare).orElse(Sighting.SILENCE);
  }

  private Sighting compare(EdgeAnswer answer) {
    if (answer.isGatewayFailure()) {
      return Sighting.NO_BACKEND;
    }
    if (strangersAnswer().filter(answer::equals).isEmpty()) {
      return Sighting.OWN;
    }
    return answer.isNotFound() ? Sighting.SAME_NOT_FOUND : Sighting.SAME;
  }

  private Optional<EdgeAnswer> strangersAnswer() {
    Stranger known = stranger.get();
    Instant now = clock.instant();
    if (known.answer().isPresent() && known.at().plus(STRANGER_LASTS).isAfter(now)) {
      return known.answer();
    }
    Optional<EdgeAnswer> answer = client.ask(strangerHost + "." + domain);
    stranger.set(new Stranger(answer, now));
    return answer;
  }
}
