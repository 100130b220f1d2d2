package online.neuropod.api.security;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the product's own pages from all others, by the exact origin: pods' pages are of the same
 * site, and not trusted, so that a cookie's {@code SameSite} does not keep them out. On this very
 * machine, where the port may be any, a page may talk to the address that it came from.
 */
public final class Origins {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String publicOrigin;

  /** The product is at this address. */
  public Origins(URI publicUrl) {
    this.publicOrigin = of(publicUrl);
  }

  /** The origin of an address, as browsers spell it. */
  public static String of(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    boolean usual = url.getPort() == -1 || url.getPort() == (scheme.equals("https") ? 443 : 80);
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return scheme + "://" + host + (usual ? "" : ":" + url.getPort());
  }

  /** That of the product. */
  public String publicOrigin() {
    return publicOrigin;
  }

  /**
   * Whether a request comes from a page of the product, or from no page at all. Browsers always
   * tell the origin of a request that changes something or opens a socket; what tells none does not
   * act on behalf of an unaware person.
   */
  public boolean isOwn(@Nullable String origin, @Nullable String host) {
    return origin == null || origin.equals(publicOrigin) || isThisMachine(origin, host);
  }

  private static boolean isThisMachine(String origin, @Nullable String given) {
    String host = Objects.requireNonNullElse(given, "");
    String name = host.replaceFirst(":[0-9]+$", "");
    return THIS_MACHINE.contains(name) && origin.equals("http://" + host);
  }
}
