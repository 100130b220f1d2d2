package online.neuropod.store.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link Pod} as it is kept, with what the indexes need.
 *
 * @param idleStopSeconds of its limits; absent for the usual
 * @param lifetimeSeconds of its limits; absent for the usual
 * @param nameKey {@code ownerId:name}, unique; absent once deleted
 * @param slotKey {@code ownerId/place} in the owner's quota, unique; absent once deleted, and where
 *     there was no limit
 * @param unsettledSince when the newest wish was accepted; absent once its outcome is written
 */
@Document("pods")
record PodDocument(
    String id,
    String name,
    String ownerId,
    String createdBy,
    SpecDocument spec,
    PodRate rate,
    @Nullable Long idleStopSeconds,
    @Nullable Long lifetimeSeconds,
    WishDocument wish,
    long ackSeq,
    long doneSeq,
    String status,
    @Nullable ReasonDocument reason,
    Map<String, String> services,
    boolean jupyterTokenKnown,
    @Nullable Instant startedAt,
    Instant createdAt,
    Instant lastActive,
    long revision,
    Instant changedAt,
    @Nullable String nameKey,
    @Nullable String slotKey,
    @Nullable Instant unsettledSince) {

  static PodDocument of(Pod pod, @Nullable String slotKey) {
    boolean deleted = pod.status() == PodStatus.DELETED;
    return new PodDocument(
        pod.id(),
        pod.name(),
        pod.ownerId(),
        pod.createdBy(),
        SpecDocument.of(pod.spec()),
        pod.rate(),
        pod.limits().idleStop().map(Duration::toSeconds).orElse(null),
        pod.limits().lifetime().map(Duration::toSeconds).orElse(null),
        WishDocument.of(pod.wish()),
        pod.ackSeq(),
        pod.doneSeq(),
        pod.status().wire(),
        ReasonDocument.of(pod.reason()),
        services(pod.services()),
        pod.jupyterTokenKnown(),
        pod.startedAt().orElse(null),
        pod.createdAt(),
        pod.lastActive(),
        pod.revision(),
        pod.changedAt(),
        deleted ? null : nameKey(pod.ownerId(), pod.name()),
        deleted ? null : slotKey,
        pod.isSettled() ? null : pod.wish().at());
  }

  static String nameKey(String ownerId, String name) {
    return ownerId + ":" + name;
  }

  static Map<String, String> services(Map<Integer, ServiceStatus> services) {
    return services.entrySet().stream()
        .collect(
            Collectors.toMap(
                service -> Integer.toString(service.getKey()),
                service -> service.getValue().wire()));
  }

  Pod toPod() {
    return new Pod(
        id,
        name,
        ownerId,
        createdBy,
        spec.toSpec(),
        rate,
        new PodLimits(
            Optional.ofNullable(idleStopSeconds).map(Duration::ofSeconds),
            Optional.ofNullable(lifetimeSeconds).map(Duration::ofSeconds)),
        wish.toWish(),
        ackSeq,
        doneSeq,
        PodStatus.ofWire(status),
        ReasonDocument.read(reason),
        readServices(),
        jupyterTokenKnown,
        Optional.ofNullable(startedAt),
        createdAt,
        lastActive,
        revision,
        changedAt);
  }

  private Map<Integer, ServiceStatus> readServices() {
    return services.entrySet().stream()
        .collect(
            Collectors.toMap(
                service -> Integer.valueOf(service.getKey()),
                service -> ServiceStatus.valueOf(service.getValue().toUpperCase(Locale.ROOT))));
  }
}
