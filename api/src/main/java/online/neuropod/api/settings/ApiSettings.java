package online.neuropod.api.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import online.neuropod.domain.money.Micros;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for the process that serves people. Wrong values end the start with a
 * {@link SettingFault} that names the variable.
 *
 * @param publicUrl where people reach this process: {@code PUBLIC_URL}; for CORS and sockets
 * @param adminEmails addresses whose people are administrators: {@code NEUROPOD_ADMIN_EMAILS}
 * @param auth sign-in
 * @param google sign-in by Google
 * @param jwt access tokens
 * @param cors pages of others
 * @param billing rules of money
 * @param alerts warnings
 * @param quota limits of a person
 * @param user what a new person gets
 * @param websocket limits of sockets
 * @param feed how changes are found
 * @param idle pods that nobody uses; the same as the worker's
 * @param lifetime pods that run for long; the same as the worker's
 * @param kubernetes the cluster
 * @param temporal where operators see workflows
 * @param audit who did what
 * @param gpus by price key: {@code cpu} (cores) and {@code memory} (GiB) of a pod with that GPU, in
 *     the first price list
 */
@ConfigurationProperties("neuropod")
public record ApiSettings(
    @DefaultValue("http://localhost:3000") URI publicUrl,
    @DefaultValue Set<String> adminEmails,
    @DefaultValue Auth auth,
    @DefaultValue Google google,
    @DefaultValue Jwt jwt,
    @DefaultValue Cors cors,
    @DefaultValue Billing billing,
    @DefaultValue Alerts alerts,
    @DefaultValue Quota quota,
    @DefaultValue NewUser user,
    @DefaultValue Sockets websocket,
    @DefaultValue Feed feed,
    @DefaultValue Idle idle,
    @DefaultValue Lifetime lifetime,
    @DefaultValue Kubernetes kubernetes,
    @DefaultValue Temporal temporal,
    @DefaultValue Audit audit,
    @DefaultValue Map<String, Gpu> gpus) {
  public ApiSettings {
    requireUrl(publicUrl, "PUBLIC_URL", "neuropod.public-url");
    adminEmails =
        adminEmails.stream()
            .map(email -> email.strip().toLowerCase(Locale.ROOT))
            .filter(email -> !email.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    gpus = Map.copyOf(gpus);
  }

  /** Version of the program; {@code development} when it runs from classes. */
  public String version() {
    return Optional.ofNullable(ApiSettings.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /**
   * Sign-in.
   *
   * @param developmentLogin whether anybody can sign in as anybody: {@code
   *     NEUROPOD_AUTH_DEVELOPMENT_LOGIN}
   * @param password whether people can register and sign in with address and password
   * @param setupSecret who knows it may set the password of an administrator's address; empty for
   *     nobody
   * @param sessionIdle how long a session lasts that is not refreshed
   * @param sessionLongest how long one lasts at most
   * @param maxSessions of one person; the one seen longest ago ends
   * @param refreshGrace how long a refresh token that was replaced is still taken
   * @param parallelHashes passwords that are hashed at once, each with 19 MiB
   */
  public record Auth(
      @DefaultValue("false") boolean developmentLogin,
      @DefaultValue("true") boolean password,
      @DefaultValue("") String setupSecret,
      @DefaultValue("14d") Duration sessionIdle,
      @DefaultValue("90d") Duration sessionLongest,
      @DefaultValue("100") int maxSessions,
      @DefaultValue("10s") Duration refreshGrace,
      @DefaultValue("4") int parallelHashes) {
    private static final int MIN_SECRET = 20;

    public Auth {
      require(
          setupSecret.isEmpty() || setupSecret.length() >= MIN_SECRET,
          "NEUROPOD_AUTH_SETUP_SECRET",
          "neuropod.auth.setup-secret",
          "must have at least " + MIN_SECRET + " characters, but has " + setupSecret.length());
      require(
          sessionIdle.isPositive() && sessionLongest.compareTo(sessionIdle) >= 0,
          "NEUROPOD_AUTH_SESSION_IDLE, NEUROPOD_AUTH_SESSION_LONGEST",
          "neuropod.auth.session-idle, neuropod.auth.session-longest",
          "must be longer than nothing, the latter not shorter than the former");
      require(
          maxSessions > 0 && parallelHashes > 0,
          "NEUROPOD_AUTH_MAX_SESSIONS, NEUROPOD_AUTH_PARALLEL_HASHES",
          "neuropod.auth.max-sessions, neuropod.auth.parallel-hashes",
          "must be at least 1");
      require(
          !refreshGrace.isNegative() && refreshGrace.compareTo(Duration.ofMinutes(1)) <= 0,
          "NEUROPOD_AUTH_REFRESH_GRACE",
          "neuropod.auth.refresh-grace",
          "must be from nothing to a minute, but is " + refreshGrace);
    }
  }

  /**
   * Sign-in by Google, or by another OpenID Connect provider that says whether an address is
   * verified. The addresses are Google's unless others are given.
   *
   * @param clientId as whom NeuroPod is known there: {@code GOOGLE_CLIENT_ID}; empty for no such
   *     sign-in
   * @param clientSecret for the way over Google's page: {@code GOOGLE_CLIENT_SECRET}; empty for ID
   *     tokens alone
   * @param issuer who makes the ID tokens
   * @param authorizationUri Google's page
   * @param tokenUri where codes become tokens
   * @param jwksUri where the keys are
   * @param timeout of each call
   */
  public record Google(
      @DefaultValue("") String clientId,
      @DefaultValue("") String clientSecret,
      @DefaultValue("https://accounts.google.com") String issuer,
      @DefaultValue("https://accounts.google.com/o/oauth2/v2/auth") URI authorizationUri,
      @DefaultValue("https://oauth2.googleapis.com/token") URI tokenUri,
      @DefaultValue("https://www.googleapis.com/oauth2/v3/certs") URI jwksUri,
      @DefaultValue("5s") Duration timeout) {
    public Google {
      requireUrl(
          authorizationUri,
          "NEUROPOD_GOOGLE_AUTHORIZATION_URI",
          "neuropod.google.authorization-uri");
      requireUrl(tokenUri, "NEUROPOD_GOOGLE_TOKEN_URI", "neuropod.google.token-uri");
      requireUrl(jwksUri, "NEUROPOD_GOOGLE_JWKS_URI", "neuropod.google.jwks-uri");
      require(
          timeout.isPositive(),
          "NEUROPOD_GOOGLE_TIMEOUT",
          "neuropod.google.timeout",
          "must be longer than nothing, but is " + timeout);
    }

    /** Whether ID tokens are taken. */
    public boolean takesTokens() {
      return !clientId.isEmpty();
    }

    /** Whether people can be sent to Google's page. */
    public boolean hasPage() {
      return takesTokens() && !clientSecret.isEmpty();
    }
  }

  /**
   * Pages of other origins that may call the API, with a token; they get no cookies.
   *
   * @param allowedOrigins such as {@code https://tools.example.com}; that of the public address
   *     always may
   */
  public record Cors(@DefaultValue Set<URI> allowedOrigins) {
    public Cors {
      allowedOrigins = Set.copyOf(allowedOrigins);
      allowedOrigins.forEach(
          origin ->
              requireUrl(origin, "NEUROPOD_CORS_ALLOWED_ORIGINS", "neuropod.cors.allowed-origins"));
    }
  }

  /**
   * Access tokens.
   *
   * @param secret signs access tokens, at least 32 bytes, the same in every api; needed unless
   *     development sign-in is on: {@code JWT_SECRET}
   * @param privateKey signs access tokens by RS256 instead: an RSA key of at least 2048 bits in PEM
   *     (PKCS #8), or the path of a file with it, the same in every api: {@code JWT_PRIVATE_KEY}
   * @param expire how long an access token is good, at least a minute: {@code JWT_EXPIRE}
   * @param issuer who made a token
   * @param audience whom a token is for
   */
  public record Jwt(
      @DefaultValue("") String secret,
      @DefaultValue("") String privateKey,
      @DefaultValue("24h") Duration expire,
      @DefaultValue("neuropod") String issuer,
      @DefaultValue("neuropod-api") String audience) {
    private static final int MIN_BYTES = 32;

    public Jwt {
      int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
      require(
          secret.isEmpty() || bytes >= MIN_BYTES,
          "JWT_SECRET",
          "neuropod.jwt.secret",
          "must have at least " + MIN_BYTES + " bytes, but has " + bytes);
      require(
          expire.compareTo(Duration.ofMinutes(1)) >= 0,
          "JWT_EXPIRE",
          "neuropod.jwt.expire",
          "must be at least a minute, but is " + expire);
    }
  }

  /**
   * Rules of money.
   *
   * @param minimumRunway how long the money must last for a pod to start; the same in api and
   *     worker
   */
  public record Billing(@DefaultValue("PT1H") Duration minimumRunway) {
    public Billing {
      require(
          !minimumRunway.isNegative(),
          "NEUROPOD_BILLING_MINIMUM_RUNWAY",
          "neuropod.billing.minimum-runway",
          "must not be negative, but is " + minimumRunway);
    }
  }

  /**
   * Warnings before the money ends; the same as the worker's.
   *
   * @param runway how long the money lasts when its owner is warned, each once; the same in api and
   *     worker
   */
  public record Alerts(@DefaultValue({"24h", "1h", "10m"}) Set<Duration> runway) {
    public Alerts {
      runway = Set.copyOf(runway);
      require(
          runway.stream().allMatch(Duration::isPositive),
          "NEUROPOD_ALERTS_RUNWAY",
          "neuropod.alerts.runway",
          "must be longer than nothing, but is " + runway);
    }
  }

  /**
   * Limits of a person.
   *
   * @param maxPods pods of a client, stopped ones included; administrators have no limit
   */
  public record Quota(@DefaultValue("5") int maxPods) {
    public Quota {
      require(
          maxPods >= 0,
          "NEUROPOD_QUOTA_MAX_PODS",
          "neuropod.quota.max-pods",
          "must not be negative, but is " + maxPods);
    }
  }

  /**
   * What a new person gets.
   *
   * @param initialBalance euros that a new client gets, at most six places
   */
  public record NewUser(@DefaultValue("10") BigDecimal initialBalance) {
    public NewUser {
      require(
          initialBalance.signum() >= 0 && initialBalance.stripTrailingZeros().scale() <= 6,
          "NEUROPOD_USER_INITIAL_BALANCE",
          "neuropod.user.initial-balance",
          "must be euros, not negative and with at most six places, but is " + initialBalance);
    }

    /** The same in micro-euros. */
    public long initialMicros() {
      return Micros.ofEuros(initialBalance);
    }
  }

  /**
   * Limits of sockets.
   *
   * @param maxPerUser open sockets of one person, per process
   * @param maxTotal open sockets of a process
   * @param authTimeout in which the first frame must come
   * @param heartbeat between two pings; after two without an answer the socket closes
   * @param walletInterval between two balances while something runs
   * @param queueLength frames that wait for a slow reader, beside one for each pod
   * @param framesPerSecond from one socket; twice as many at once after a pause
   */
  public record Sockets(
      @DefaultValue("20") int maxPerUser,
      @DefaultValue("2000") int maxTotal,
      @DefaultValue("5s") Duration authTimeout,
      @DefaultValue("25s") Duration heartbeat,
      @DefaultValue("30s") Duration walletInterval,
      @DefaultValue("256") int queueLength,
      @DefaultValue("20") int framesPerSecond) {
    public Sockets {
      require(
          maxPerUser > 0 && maxTotal > 0 && queueLength > 0 && framesPerSecond > 0,
          "NEUROPOD_WEBSOCKET_*",
          "neuropod.websocket.max-per-user, max-total, queue-length and frames-per-second",
          "must be positive");
      require(
          authTimeout.isPositive() && heartbeat.isPositive() && walletInterval.isPositive(),
          "NEUROPOD_WEBSOCKET_*",
          "neuropod.websocket.auth-timeout, heartbeat and wallet-interval",
          "must be longer than nothing");
    }
  }

  /**
   * How changes are found.
   *
   * @param interval between two looks into the store
   * @param statsInterval between two looks at what running pods use
   */
  public record Feed(
      @DefaultValue("500ms") Duration interval, @DefaultValue("10s") Duration statsInterval) {
    public Feed {
      require(
          interval.isPositive() && statsInterval.isPositive(),
          "NEUROPOD_FEED_INTERVAL, NEUROPOD_FEED_STATS_INTERVAL",
          "neuropod.feed.interval, neuropod.feed.stats-interval",
          "must be longer than nothing");
    }
  }

  /**
   * Pods that nobody uses; the same as the worker's.
   *
   * @param stopAfter how long they may be idle, where the pod itself says nothing; zero for ever
   * @param warnBefore how long before its end the owner is warned
   */
  public record Idle(
      @DefaultValue("0s") Duration stopAfter, @DefaultValue("5m") Duration warnBefore) {
    public Idle {
      require(
          !stopAfter.isNegative() && !warnBefore.isNegative(),
          "NEUROPOD_IDLE_STOP_AFTER, NEUROPOD_IDLE_WARN_BEFORE",
          "neuropod.idle.stop-after, neuropod.idle.warn-before",
          "must not be negative");
    }
  }

  /**
   * Pods that run for long; the same as the worker's.
   *
   * @param max how long a session may last, where the pod itself says nothing; zero for ever
   * @param warnBefore how long before its end the owner is warned
   * @param extendBy how much longer a pod lasts each time that its owner asks for it
   */
  public record Lifetime(
      @DefaultValue("0s") Duration max,
      @DefaultValue("15m") Duration warnBefore,
      @DefaultValue("1h") Duration extendBy) {
    public Lifetime {
      require(
          !max.isNegative() && !warnBefore.isNegative() && extendBy.isPositive(),
          "NEUROPOD_LIFETIME_MAX, NEUROPOD_LIFETIME_WARN_BEFORE, NEUROPOD_LIFETIME_EXTEND_BY",
          "neuropod.lifetime.max, neuropod.lifetime.warn-before, neuropod.lifetime.extend-by",
          "must not be negative, and extend-by longer than nothing");
    }
  }

  /**
   * The cluster.
   *
   * @param simulated whether people are told that no real container runs; set by {@code ./neuropod}
   */
  public record Kubernetes(@DefaultValue("false") boolean simulated) {}

  /**
   * Where operators see workflows.
   *
   * @param webUi base of Temporal's Web UI, for links: {@code TEMPORAL_UI_URL}; none without it
   */
  public record Temporal(@DefaultValue("") String webUi) {
    public Temporal {
      webUi = webUi.strip().replaceAll("/+$", "");
      require(
          webUi.isEmpty() || webUi.matches("https?://[^/\\s]+.*"),
          "TEMPORAL_UI_URL",
          "neuropod.temporal.web-ui",
          "must be a URL such as https://temporal.example.com, but is '" + webUi + "'");
    }
  }

  /**
   * Who did what.
   *
   * @param retention how long entries are kept, at least a day; for ever without it
   */
  public record Audit(Optional<Duration> retention) {
    public Audit {
      require(
          retention.isEmpty() || retention.get().compareTo(Duration.ofDays(1)) >= 0,
          "NEUROPOD_AUDIT_RETENTION",
          "neuropod.audit.retention",
          "must be at least a day, but is " + retention.map(Duration::toString).orElse(""));
    }
  }

  /**
   * A kind of GPU.
   *
   * @param cpu cores of a pod with it
   * @param memory GiB of a pod with it
   */
  public record Gpu(Optional<Integer> cpu, Optional<Integer> memory) {
    public Gpu {
      require(
          cpu.orElse(1) > 0 && memory.orElse(1) > 0,
          "NEUROPOD_GPUS_*_CPU, NEUROPOD_GPUS_*_MEMORY",
          "neuropod.gpus.{key}.cpu, neuropod.gpus.{key}.memory",
          "must be at least 1");
    }
  }

  private static void require(boolean holds, String variable, String property, String fault) {
    if (!holds) {
      throw new SettingFault(variable, property, fault);
    }
  }

  private static void requireUrl(URI url, String variable, String property) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    require(
        web && url.getHost() != null,
        variable,
        property,
        "must be a URL such as https://app.example.com, but is '" + url + "'");
  }
}
