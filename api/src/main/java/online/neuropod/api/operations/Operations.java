package online.neuropod.api.operations;

import io.temporal.client.WorkflowClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import online.neuropod.api.answer.Language;
import online.neuropod.api.pods.Reasons;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.workflows.contract.WorkflowIds;

/**
 * Finds operations that failed or take long, by what the pods' documents say: Temporal's own lists
 * are not there in every installation.
 */
public class Operations {
  /** What takes longer is worth a look. Waiting for a free GPU is not counted. */
  static final Duration USUAL = Duration.ofMinutes(2);

  private final PodStore pods;
  private final UserStore users;
  private final Reasons reasons;
  private final ClusterSettings cluster;
  private final ApiSettings settings;
  private final WorkflowClient temporal;

  /** Reads these. */
  public Operations(
      PodStore pods,
      UserStore users,
      Reasons reasons,
      ClusterSettings cluster,
      ApiSettings settings,
      WorkflowClient temporal) {
    this.pods = pods;
    this.users = users;
    this.reasons = reasons;
    this.cluster = cluster;
    this.settings = settings;
    this.temporal = temporal;
  }

  /** Which operations. */
  enum State {
    /** The last one of a pod came to no good end. */
    FAILED,
    /** Under way for longer than {@link #USUAL}. */
    RUNNING;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An operation and since when it is as it is. */
  record Found(Pod pod, State state, Instant since) {}

  /** All of them, the latest first. */
  List<Found> find(Set<State> states, Instant now) {
    return pods.search(Set.of(), Set.of(), Optional.empty()).stream()
        .flatMap(pod -> found(pod, now).stream())
        .filter(found -> states.contains(found.state()))
        .sorted(Comparator.comparing(Found::since).reversed())
        .toList();
  }

  private static Optional<Found> found(Pod pod, Instant now) {
    if (pod.status() == PodStatus.ERROR && pod.isSettled()) {
      return Optional.of(new Found(pod, State.FAILED, pod.changedAt()));
    }
    boolean waits = pod.status() == PodStatus.QUEUED;
    // A pod that runs is usable, although its deploy still watches its ports.
    boolean usable = pod.status() == PodStatus.RUNNING;
    Instant wished = pod.wish().at();
    return pod.isSettled() || waits || usable || wished.plus(USUAL).isAfter(now)
        ? Optional.empty()
        : Optional.of(new Found(pod, State.RUNNING, wished));
  }

  /** In the words of a language. */
  List<OperationView> say(Language language, List<Found> found) {
    Set<String> owners = found.stream().map(one -> one.pod().ownerId()).collect(Collectors.toSet());
    Map<String, User> people =
        users.findAll(owners).stream().collect(Collectors.toMap(User::id, Function.identity()));
    return found.stream()
        .map(one -> say(language, one, Optional.ofNullable(people.get(one.pod().ownerId()))))
        .toList();
  }

  private OperationView say(Language language, Found found, Optional<User> owner) {
    Pod pod = found.pod();
    String workflowId = WorkflowIds.pod(cluster.installationId(), pod.id());
    return new OperationView(
        workflowId,
        pod.wish().op().name().toLowerCase(Locale.ROOT),
        found.state().wire(),
        pod.status().wire(),
        pod.id(),
        pod.name(),
        pod.ownerId(),
        owner.map(User::email).orElse(null),
        pod.wish().at(),
        found.since(),
        pod.reason().map(reason -> reasons.say(language, reason)).orElse(null),
        link(workflowId).orElse(null));
  }

  private Optional<String> link(String workflowId) {
    return Optional.of(settings.temporal().webUi())
        .filter(base -> !base.isEmpty())
        .map(
            base ->
                String.join(
                    "/",
                    base,
                    "namespaces",
                    encoded(temporal.getOptions().getNamespace()),
                    "workflows",
                    encoded(workflowId)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
