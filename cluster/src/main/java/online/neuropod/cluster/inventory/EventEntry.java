package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSource;
import io.fabric8.kubernetes.api.model.MicroTime;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that Kubernetes noted.
 *
 * @param name of the event itself
 * @param namespace where it is
 * @param type {@code Normal} or {@code Warning}
 * @param reason in one word, such as {@code FailedScheduling}
 * @param message in words
 * @param about what it is about
 * @param source who noted it
 * @param count how often
 * @param firstAt when for the first time
 * @param lastAt when for the last time
 */
public record EventEntry(
    String name,
    String namespace,
    String type,
    String reason,
    String message,
    About about,
    Optional<String> source,
    int count,
    Instant firstAt,
    Instant lastAt) {

  /**
   * What an event is about.
   *
   * @param kind such as {@code Pod}
   * @param namespace where that is
   * @param name of that
   */
  public record About(String kind, Optional<String> namespace, String name) {}

  static EventEntry of(Event event) {
    Metadata metadata = Metadata.of(event);
    Instant first = first(metadata, event.getFirstTimestamp(), event);
    return new EventEntry(
        metadata.name(),
        metadata.namespace(),
        text(event.getType()),
        text(event.getReason()),
        text(event.getMessage()),
        new About(
            text(event.getInvolvedObject().getKind()),
            Optional.ofNullable(event.getInvolvedObject().getNamespace()),
            text(event.getInvolvedObject().getName())),
        source(event),
        Optional.ofNullable(event.getCount()).orElse(1),
        first,
        last(event).orElse(first));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  // Events of the newer kind have no source, and one time of which the others are made.
  private static Optional<String> source(Event event) {
    return Stream.of(
            Optional.ofNullable(event.getSource()).map(EventSource::getComponent).orElse(""),
            text(event.getReportingComponent()))
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  private static Instant first(Metadata metadata, @Nullable String time, Event event) {
    return Optional.ofNullable(time)
        .map(Instant::parse)
        .or(() -> time(event))
        .orElse(metadata.createdAt());
  }

  private static Optional<Instant> last(Event event) {
    Optional<Instant> repeated =
        Optional.ofNullable(event.getSeries())
            .map(series -> series.getLastObservedTime())
            .map(MicroTime::getTime)
            .map(Instant::parse);
    return repeated.or(
        () ->
            Optional.ofNullable(event.getLastTimestamp())
                .map(Instant::parse)
                .or(() -> time(event)));
  }

  private static Optional<Instant> time(Event event) {
    return Optional.ofNullable(event.getEventTime()).map(MicroTime::getTime).map(Instant::parse);
  }
}
