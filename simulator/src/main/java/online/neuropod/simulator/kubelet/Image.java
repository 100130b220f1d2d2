package online.neuropod.simulator.kubelet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a container image is known to be, judged by its name alone: nothing is ever pulled.
 *
 * <p>Every well-formed name can be pulled, but those of the repository {@code fail/…}, which behave
 * badly on purpose:
 *
 * <table>
 * <caption>Images that fail</caption>
 * <tr><td>{@code fail/pull…}</td><td>does not exist: ErrImagePull, ImagePullBackOff</td></tr>
 * <tr><td>{@code fail/invalid…}, malformed names</td><td>InvalidImageName</td></tr>
 * <tr><td>{@code fail/slow…}</td><td>takes 90 s to pull, then serves</td></tr>
 * <tr><td>{@code fail/crash…}</td><td>exit code 1 after 2 s</td></tr>
 * <tr><td>{@code fail/oom…}</td><td>OOMKilled, 137, after 3 s</td></tr>
 * <tr><td>{@code fail/exit…}</td><td>exit code 0 after 1 s</td></tr>
 * <tr><td>{@code fail/evict…}</td><td>fills the disk; evicted after 6 s</td></tr>
 * <tr><td>{@code fail/jupyter…}</td><td>sleeps; JupyterLab cannot be installed in it</td></tr>
 * <tr><td>{@code fail/shell…}</td><td>serves, has no shell: hooks fail</td></tr>
 * </table>
 *
 * @param name as written in the pod
 * @param reference complete reference with registry and tag
 * @param kind what it is
 * @param ports what it listens on; empty means the first port that the container declares
 */
public record Image(String name, String reference, Kind kind, List<Integer> ports) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:[a-zA-Z0-9.-]+(?::[0-9]+)?/)?[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*"
              + "(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*"
              + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[a-f0-9]{64})?");
  private static final Map<String, Kind> FAILING =
      Map.of(
          "pull", Kind.ABSENT,
          "invalid", Kind.MALFORMED,
          "slow", Kind.SERVICE,
          "crash", Kind.CRASHES,
          "oom", Kind.EATS_MEMORY,
          "exit", Kind.ENDS,
          "evict", Kind.FILLS_DISK,
          "jupyter", Kind.SLEEPS,
          "shell", Kind.SERVICE);
  private static final Map<String, List<Integer>> PORTS =
      Map.ofEntries(
          Map.entry("n8n", List.of(5678)),
          Map.entry("ghost", List.of(2368)),
          Map.entry("comfyui", List.of(8188)),
          Map.entry("nginx", List.of(80)),
          Map.entry("httpd", List.of(80)),
          Map.entry("caddy", List.of(80)),
          Map.entry("whoami", List.of(80)),
          Map.entry("grafana", List.of(3000)),
          Map.entry("open-webui", List.of(8080)),
          Map.entry("code-server", List.of(8080)),
          Map.entry("ollama", List.of(11434)),
          Map.entry("stable-diffusion-webui", List.of(7860)),
          Map.entry("vllm-openai", List.of(8000)),
          Map.entry("redis", List.of(6379)),
          Map.entry("postgres", List.of(5432)),
          Map.entry("mongo", List.of(27017)));
  private static final List<String> SYSTEMS =
      List.of(
          "ubuntu",
          "debian",
          "busybox",
          "alpine",
          "fedora",
          "rockylinux",
          "almalinux",
          "archlinux",
          "cuda",
          "python",
          "node",
          "pytorch",
          "bash");
  private static final List<String> WITHOUT_SHELL =
      List.of("distroless", "whoami", "hello-world", "pause", "fail/shell");

  /** What an image is. */
  public enum Kind {
    /** Some server. */
    SERVICE,
    /** JupyterLab on 8888. */
    JUPYTER,
    /** A bare system whose shell ends at once without a terminal. */
    SYSTEM,
    /** Sleeps, and takes its time to stop. */
    SLEEPS,
    /** Not in its registry. */
    ABSENT,
    /** Not a name of an image. */
    MALFORMED,
    /** Exit code 1. */
    CRASHES,
    /** Killed for want of memory. */
    EATS_MEMORY,
    /** Exit code 0. */
    ENDS,
    /** Evicted for want of disk. */
    FILLS_DISK
  }

  public Image {
    ports = List.copyOf(ports);
  }

  /** Judges a name. */
  public static Image of(String name) {
    if (!FORM.matcher(name).matches()) {
      return new Image(name, name, Kind.MALFORMED, List.of());
    }
    String reference = reference(name);
    String repository = repository(reference);
    String last = repository.substring(repository.lastIndexOf('/') + 1);
    return new Image(
        name, reference, kind(repository, last), PORTS.getOrDefault(last, ports(repository)));
  }

  private static List<Integer> ports(String repository) {
    if (repository.endsWith("neuropod.test/web")) {
      return List.of(3000);
    }
    return PORTS.entrySet().stream()
        .filter(entry -> repository.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  private static Kind kind(String repository, String last) {
    int fail = repository.indexOf("fail/");
    if (fail >= 0) {
      String how = repository.substring(fail + 5);
      return FAILING.entrySet().stream()
          .filter(entry -> how.startsWith(entry.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(Kind.SERVICE);
    }
    if (repository.endsWith("neuropod.test/base")) {
      return Kind.SLEEPS;
    }
    if (repository.contains("jupyter") || last.endsWith("-notebook")) {
      return Kind.JUPYTER;
    }
    return SYSTEMS.contains(last) ? Kind.SYSTEM : Kind.SERVICE;
  }

  private static String reference(String name) {
    String first = name.split("/", 2)[0];
    boolean registry =
        name.contains("/")
            && (first.contains(".") || first.contains(":") || first.equals("localhost"));
    String full =
        registry ? name : name.contains("/") ? "docker.io/" + name : "docker.io/library/" + name;
    String last = full.substring(full.lastIndexOf('/') + 1);
    return last.contains(":") || last.contains("@") ? full : full + ":latest";
  }

  private static String repository(String reference) {
    String plain = reference.split("@", 2)[0];
    int colon = plain.lastIndexOf(':');
    return colon > plain.lastIndexOf('/') ? plain.substring(0, colon) : plain;
  }

  /** Whether a command can run in it. */
  public boolean hasShell() {
    return WITHOUT_SHELL.stream().noneMatch(reference::contains);
  }

  /** Whether JupyterLab can be installed in it. */
  public boolean canInstall() {
    return !reference.contains("fail/jupyter");
  }

  /** How long it takes to pull for the first time: 0.8 to 2.5 s, the same every time. */
  public Duration pullTime() {
    if (reference.contains("fail/slow")) {
      return Duration.ofSeconds(90);
    }
    return Duration.ofMillis(800 + Math.floorMod(reference.hashCode(), 1_700));
  }

  /** Its size in bytes. */
  public long size() {
    return 20_000_000L + 1_000L * Math.floorMod(reference.hashCode(), 3_000_000);
  }

  /** The id of its contents. */
  public String id() {
    UUID a = UUID.nameUUIDFromBytes(reference.getBytes(StandardCharsets.UTF_8));
    UUID b = UUID.nameUUIDFromBytes((reference + "#").getBytes(StandardCharsets.UTF_8));
    return repository(reference)
        + "@sha256:"
        + (a + "" + b).replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** Why it cannot be had, if so, in containerd's words. */
  public Optional<String> pullError() {
    if (kind != Kind.ABSENT) {
      return Optional.empty();
    }
    return Optional.of(
        "failed to pull and unpack image \""
            + reference
            + "\": failed to resolve reference \""
            + reference
            + "\": pull access denied, repository does not exist or may require authorization:"
            + " server message: insufficient_scope: authorization failed");
  }

  /** Why the name is none, in the kubelet's words. */
  public String nameError() {
    String path = name.contains("/") ? name : "library/" + name.split(":", 2)[0];
    String lower = path.toLowerCase(Locale.ROOT);
    return "Failed to apply default image tag \""
        + name
        + "\": couldn't parse image name \""
        + name
        + "\": invalid reference format"
        + (lower.equals(path) ? "" : ": repository name (" + path + ") must be lowercase");
  }
}
