package online.neuropod.store.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.store.Databases.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoNoticeStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");

  private final NoticeStore notices;
  private Instant now = T0;

  MongoNoticeStoreIT(Server server) {
    notices = MongoNoticeStore.open(server.freshTemplate(), () -> now);
  }

  /** Told a second after the last. */
  private Notice told(String id, Optional<String> userId) {
    var notice =
        new Notice(
            id,
            userId,
            Kind.LOW_BALANCE,
            Optional.of("pod-1"),
            Map.of("level", "PT1H"),
            T0.minus(Duration.ofDays(1)));
    now = now.plusSeconds(1);
    assertThat(notices.publish(notice)).isTrue();
    return notice;
  }

  @Test
  void readsBackWhatWasToldNewestFirstByReader() {
    Notice first = told("1", Optional.of("ana"));
    Notice others = told("2", Optional.of("eva"));
    Notice administrators = told("3", Optional.empty());
    Notice second = told("4", Optional.of("ana"));

    assertThat(notices.list(Optional.of("ana"), 0, 10)).containsExactly(second, first);
    assertThat(notices.list(Optional.of("ana"), 1, 1)).containsExactly(first);
    assertThat(notices.list(Optional.of("eva"), 0, 10)).containsExactly(others);
    assertThat(notices.list(Optional.empty(), 0, 10)).containsExactly(administrators);
    assertThat(notices.count(Optional.of("ana"))).isEqualTo(2);
    assertThat(notices.count(Optional.empty())).isEqualTo(1);
  }

  @Test
  void forgetsWhatOnePersonWasTold() {
    told("1", Optional.of("ana"));
    Notice others = told("2", Optional.of("eva"));

    assertThat(notices.forget("ana")).isEqualTo(1);

    assertThat(notices.list(Optional.of("ana"), 0, 10)).isEmpty();
    assertThat(notices.list(Optional.of("eva"), 0, 10)).containsExactly(others);
  }

  @Test
  void findsThoseOfSomeKindsInEitherOrder() {
    Notice first = told("1", Optional.empty());
    Notice second = told("2", Optional.empty());
    assertThat(notices.list(Optional.empty(), Set.of(Kind.LOW_BALANCE), false, 0, 10))
        .containsExactly(first, second);
    assertThat(notices.count(Optional.empty(), Set.of(Kind.LOW_BALANCE))).isEqualTo(2);
    assertThat(notices.list(Optional.empty(), Set.of(Kind.METER_CLOSED), true, 0, 10)).isEmpty();
    assertThat(notices.count(Optional.empty(), Set.of(Kind.METER_CLOSED))).isZero();
  }

  @Test
  void tellsOnce() {
    Notice notice = told("1", Optional.empty());

    assertThat(notices.publish(notice)).isFalse();
    assertThat(notices.list(Optional.empty(), 0, 10)).isEqualTo(List.of(notice));
  }

  @Test
  void whatWasToldSinceIsFoundByWhenItWasTold() {
    told("1", Optional.empty());
    Notice second = told("2", Optional.of("ana"));
    Notice third = told("3", Optional.empty());

    assertThat(notices.toldSince(T0.plusSeconds(2))).containsExactly(second, third);
    assertThat(notices.toldSince(T0.plusSeconds(4))).isEmpty();
  }

  @Test
  void forgetsWhatIsOld() {
    told("1", Optional.empty());
    Notice second = told("2", Optional.empty());

    assertThat(notices.forgetBefore(T0.plusSeconds(2))).isEqualTo(1);
    assertThat(notices.list(Optional.empty(), 0, 10)).containsExactly(second);
  }
}
