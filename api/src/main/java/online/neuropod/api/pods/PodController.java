package online.neuropod.api.pods;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Sorting;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.audit.AuditTrail;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.cluster.ClusterReader.LogRange;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.pods.PodStore.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Pods over HTTP. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@Tag(name = "pods")
public class PodController {
  private static final String ORDER =
      "Can be sorted by `name`, `status`, `gpu`, `createdAt` and `lastActive`; newest first"
          + " without.";
  private static final Map<String, Comparator<Pod>> ORDERS =
      Map.of(
          "name", Comparator.comparing(Pod::name),
          "status", Comparator.comparing(Pod::status),
          "gpu", Comparator.comparing(pod -> pod.spec().gpu()),
          "createdAt", Comparator.comparing(Pod::createdAt),
          "lastActive", Comparator.comparing(Pod::lastActive));

  private final PodCommands commands;
  private final PodQueries queries;
  private final PodViews views;
  private final PodLinks links;
  private final PodConnections connections;
  private final PodLogs logs;
  private final LogStream stream;
  private final PodEvents events;
  private final PodMetrics metrics;
  private final Idempotency idempotency;
  private final Texts texts;

  PodController(
      PodCommands commands,
      PodQueries queries,
      PodViews views,
      PodLinks links,
      PodConnections connections,
      PodLogs logs,
      LogStream stream,
      PodEvents events,
      PodMetrics metrics,
      Idempotency idempotency,
      Texts texts) {
    this.commands = commands;
    this.queries = queries;
    this.views = views;
    this.links = links;
    this.connections = connections;
    this.logs = logs;
    this.stream = stream;
    this.events = events;
    this.metrics = metrics;
    this.idempotency = idempotency;
    this.texts = texts;
  }

  /** The person's own pods, newest first; an administrator may name another's. */
  @FailsWith(FailureCode.FORBIDDEN)
  @Operation(description = ORDER)
  @GetMapping("/api/pods")
  PagedAnswer<PodView> own(
      Viewer viewer,
      @RequestParam(required = false) @Nullable String userEmail,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "createdAt,desc") @RequestParam(required = false)
          @Nullable String sort) {
    Paging paging = Paging.of(page, size);
    Optional<String> email = Optional.ofNullable(userEmail);
    Page found =
        sort == null
            ? queries.own(viewer, email, paging)
            : sorted(queries.own(viewer, email), sort, paging);
    return show(viewer, found, paging);
  }

  /** Everybody's pods, newest first; for administrators. */
  @OpenTo(Audience.ADMINISTRATORS)
  @Operation(description = ORDER)
  @GetMapping("/api/pods/admin")
  PagedAnswer<PodView> all(
      Viewer viewer,
      @RequestParam(required = false) @Nullable String userEmail,
      @RequestParam(required = false) @Nullable Set<String> status,
      @RequestParam(required = false) @Nullable String gpu,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "name") @RequestParam(required = false) @Nullable String sort) {
    Paging paging = Paging.of(page, size);
    Optional<String> email = Optional.ofNullable(userEmail);
    Optional<String> kind = Optional.ofNullable(gpu);
    Page found =
        sort == null
            ? queries.all(email, statuses(status), kind, paging)
            : sorted(queries.all(email, statuses(status), kind), sort, paging);
    return show(viewer, found, paging);
  }

  private static Set<PodStatus> statuses(@Nullable Set<String> wire) {
    if (wire == null) {
      return Set.of();
    }
    Map<String, PodStatus> known =
        Arrays.stream(PodStatus.values()).collect(Collectors.toMap(PodStatus::wire, s -> s));
    if (!known.keySet().containsAll(wire)) {
      throw Refusal.of(List.of(new Refusal.Fault("status", "status", Map.of())));
    }
    return wire.stream().map(known::get).collect(Collectors.toSet());
  }

  /** Only the usual order has an index; in any other the list is read whole. */
  private static Page sorted(List<Pod> all, String sort, Paging paging) {
    PagedAnswer<Pod> part = PagedAnswer.cut(Sorting.sorted(all, sort, ORDERS), paging);
    return new Page(part.data(), part.page().totalElements());
  }

  private PagedAnswer<PodView> show(Viewer viewer, Page found, Paging paging) {
    return PagedAnswer.of(views.view(viewer, found.pods()), paging, found.total());
  }

  /** Creates a pod. */
  @FailsWith({
    FailureCode.FORBIDDEN,
    FailureCode.INSUFFICIENT_FUNDS,
    FailureCode.NAME_TAKEN,
    FailureCode.QUOTA_EXCEEDED,
    FailureCode.USER_DELETING,
    FailureCode.GPU_UNAVAILABLE,
    FailureCode.WALLET_FROZEN
  })
  @PostMapping("/api/pods")
  @ResponseStatus(HttpStatus.CREATED)
  Answer<CreatedPod> create(
      Viewer viewer,
      @RequestBody CreatePodRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      AuditTrail trail) {
    CreatedPod pod =
        idempotency.once(
            viewer.id(),
            Optional.ofNullable(key),
            request,
            HttpStatus.CREATED.value(),
            CreatedPod.class,
            id -> created(viewer, commands.create(viewer, request, id)));
    trail.subject("id", pod.id());
    trail.detail("name", pod.name());
    return Answer.of(pod);
  }

  private CreatedPod created(Viewer viewer, Pod pod) {
    return new CreatedPod(
        pod.id(),
        pod.name(),
        links.http(pod, pod.spec().httpPorts().getFirst().port()),
        PodStatus.CREATING.wire(),
        pod.createdAt(),
        views.costPerHour(pod),
        texts.say(viewer.language(), "pod.created"));
  }

  /** One pod. */
  @FailsWith(FailureCode.POD_NOT_FOUND)
  @GetMapping("/api/pods/{id}")
  Answer<PodView> one(Viewer viewer, @PathVariable String id) {
    return Answer.of(views.view(viewer, queries.visible(viewer, id)));
  }

  /** Starts a pod that is stopped, stops or failed. */
  @FailsWith({
    FailureCode.POD_NOT_FOUND,
    FailureCode.INSUFFICIENT_FUNDS,
    FailureCode.POD_ALREADY_RUNNING,
    FailureCode.POD_DELETING,
    FailureCode.USER_DELETING,
    FailureCode.GPU_UNAVAILABLE,
    FailureCode.WALLET_FROZEN
  })
  @PostMapping("/api/pods/{id}/start")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer<PodView> start(Viewer viewer, @PathVariable String id) {
    return Answer.of(views.view(viewer, commands.start(viewer, id)));
  }

  /** Stops a pod; its volume stays. */
  @FailsWith({FailureCode.POD_NOT_FOUND, FailureCode.POD_ALREADY_STOPPED, FailureCode.POD_DELETING})
  @PostMapping("/api/pods/{id}/stop")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer<PodView> stop(Viewer viewer, @PathVariable String id) {
    return Answer.of(views.view(viewer, commands.stop(viewer, id)));
  }

  /** Removes a pod; the volume stays. */
  @FailsWith(FailureCode.POD_NOT_FOUND)
  @DeleteMapping("/api/pods/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer<PodView> delete(Viewer viewer, @PathVariable String id) {
    return Answer.of(views.view(viewer, commands.delete(viewer, id)));
  }

  /** Tries a failed pod again; for administrators. */
  @OpenTo(Audience.ADMINISTRATORS)
  @FailsWith({
    FailureCode.POD_NOT_FAILED,
    FailureCode.POD_NOT_FOUND,
    FailureCode.INSUFFICIENT_FUNDS,
    FailureCode.POD_ALREADY_RUNNING,
    FailureCode.POD_DELETING,
    FailureCode.USER_DELETING,
    FailureCode.GPU_UNAVAILABLE,
    FailureCode.WALLET_FROZEN
  })
  @PostMapping("/api/admin/pods/{id}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer<PodView> retry(Viewer viewer, @PathVariable String id) {
    return Answer.of(views.view(viewer, commands.retry(viewer, id)));
  }

  /** Where the ports answer. */
  @FailsWith({FailureCode.POD_NOT_FOUND, FailureCode.KUBERNETES_UNAVAILABLE})
  @GetMapping("/api/pods/{id}/connections")
  Answer<ConnectionsView> connections(Viewer viewer, @PathVariable String id) {
    return Answer.of(connections.of(viewer.language(), queries.visible(viewer, id)));
  }

  /** What happened to the pod, oldest first; to administrators also of one that is deleted. */
  @FailsWith(FailureCode.POD_NOT_FOUND)
  @GetMapping("/api/pods/{id}/events")
  Answer<List<EventView>> events(Viewer viewer, @PathVariable String id) {
    return Answer.of(events.of(viewer.language(), queries.remembered(viewer, id)));
  }

  /** What the pod used, over time. */
  @Operation(
      description =
          "For charts. `range` is a number of minutes, hours or days up to now, such as `30m`,"
              + " `24h` or `7d`, at most `30d`. The steps are of 10 s up to 1 h, of 1 min up to 24"
              + " h, and of 10 min beyond. Where a value is null nothing is known; `unknown` says"
              + " why for those that are null everywhere.")
  @FailsWith(FailureCode.POD_NOT_FOUND)
  @GetMapping("/api/pods/{id}/metrics")
  Answer<PodMetricsView> metrics(
      Viewer viewer,
      @PathVariable String id,
      @Parameter(example = "1h") @RequestParam(required = false) @Nullable String range) {
    PodMetrics.Range asked = PodMetrics.Range.of(range);
    return Answer.of(metrics.of(viewer.language(), queries.visible(viewer, id), asked));
  }

  /**
   * Puts off the end of a pod that is to stop by itself: because it is idle, or its time is over.
   */
  @FailsWith({
    FailureCode.POD_NOT_FOUND,
    FailureCode.NOTHING_TO_EXTEND,
    FailureCode.POD_ALREADY_STOPPED,
    FailureCode.POD_DELETING
  })
  @PostMapping("/api/pods/{id}/extend")
  Answer<PodView> extend(Viewer viewer, @PathVariable String id) {
    return Answer.of(views.view(viewer, commands.extend(viewer, id)));
  }

  /** What the container wrote. */
  @Operation(
      description =
          "With `Accept: text/plain` the bare text; with `Accept: text/event-stream` and"
              + " `?follow=true` Server-Sent Events: a `data` for each line, `event: message` where"
              + " there is something to say instead, `event: end` at the end.")
  @FailsWith({FailureCode.POD_NOT_FOUND, FailureCode.KUBERNETES_UNAVAILABLE})
  @GetMapping(path = "/api/pods/{id}/logs", produces = MediaType.APPLICATION_JSON_VALUE)
  Answer<LogsView> logs(
      Viewer viewer,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer tail,
      @RequestParam(required = false) @Nullable Instant since,
      @RequestParam(defaultValue = "false") boolean previous) {
    LogRange range = PodLogs.range(tail, since, previous);
    return Answer.of(logs.read(viewer.language(), queries.visible(viewer, id), range));
  }

  /** What the container wrote, as plain text. */
  @Hidden // described with the others of its address
  @GetMapping(path = "/api/pods/{id}/logs", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> plainLogs(
      Viewer viewer,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer tail,
      @RequestParam(required = false) @Nullable Instant since,
      @RequestParam(defaultValue = "false") boolean previous) {
    LogsView read = logs(viewer, id, tail, since, previous).data();
    return ResponseEntity.ok(read.message() == null ? read.logs() : read.message());
  }

  /** What the container writes, line by line, as it comes. */
  @Hidden // described with the others of its address
  @FailsWith(FailureCode.POD_DELETING)
  @GetMapping(
      path = "/api/pods/{id}/logs",
      params = "follow=true",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter followLogs(
      Viewer viewer,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer tail) {
    LogRange range = PodLogs.range(tail, null, false);
    Pod pod = queries.visible(viewer, id);
    if (pod.status() == PodStatus.DELETING) {
      throw Refusal.of(FailureCode.POD_DELETING);
    }
    return stream.follow(viewer.language(), pod, range.tail());
  }
}
