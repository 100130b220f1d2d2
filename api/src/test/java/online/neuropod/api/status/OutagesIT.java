package online.neuropod.api.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doCallRealMethod;
import static org.mockito.Mockito.doThrow;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import online.neuropod.api.status.Dependencies.Question;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.outages.OutageStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** A server that goes away is told once, and once more when it is back. */
class OutagesIT extends ApiFixture {
  // Far from the watch of the running api, whose lease is over by then.
  private static Duration ahead = Duration.ofDays(1);

  private Instant clock = Instant.EPOCH;

  @MockitoSpyBean private OutageStore store;
  @Autowired private NoticeStore notices;
  @Autowired private OutageWatch watch;

  @Autowired
  @Qualifier("apiThreads")
  private ExecutorService threads;

  private final Map<String, Boolean> up = new LinkedHashMap<>();

  @BeforeEach
  void nothingIsDown() {
    watch.stop();
    ahead = ahead.plusHours(1);
    clock = Instant.now().plus(ahead);
    List.of("mongodb", "temporal", "metrics").forEach(name -> up.put(name, true));
  }

  @AfterEach
  void watchOn() {
    doCallRealMethod().when(store).lead(any(), any(), any());
    watch.start();
  }

  private Outages process() {
    var questions = new LinkedHashMap<String, Question>();
    up.keySet()
        .forEach(
            name ->
                questions.put(
                    name,
                    () -> {
                      if (!up.getOrDefault(name, false)) {
                        throw new IllegalStateException(name);
                      }
                      return Optional.empty();
                    }));
    return new Outages(store, notices, new Dependencies(questions, threads));
  }

  private Instant later(int seconds) {
    clock = clock.plusSeconds(seconds);
    return clock;
  }

  private List<Notice> told(Instant since) {
    return notices.list(Optional.empty(), 0, 100).stream()
        .filter(
            notice -> notice.kind() == Kind.DEPENDENCY_DOWN || notice.kind() == Kind.DEPENDENCY_UP)
        .filter(notice -> !notice.at().isBefore(since))
        .toList();
  }

  @Test
  void anOutageIsToldOnceHoweverLongItLastsAndWhoeverLooks() {
    Instant began = clock;
    Outages first = process();
    Outages second = process();
    up.put("temporal", false);
    first.look(later(10));
    second.look(clock);
    first.look(later(20));
    assertThat(told(began)).isEmpty();
    first.look(later(10));
    first.look(later(10));
    second.look(clock);
    assertThat(told(began))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.kind()).isEqualTo(Kind.DEPENDENCY_DOWN);
              assertThat(notice.details()).containsEntry("dependency", "temporal");
            });

    // The first one ends; the second goes on where it was.
    second.look(later(70));
    assertThat(told(began)).hasSize(1);
    up.put("temporal", true);
    second.look(later(10));
    second.look(later(10));
    assertThat(told(began)).hasSize(2);
    assertThat(told(began).getFirst().kind()).isEqualTo(Kind.DEPENDENCY_UP);
    assertThat(told(began).getFirst().details()).containsEntry("seconds", "120");
  }

  @Test
  void whatIsBackSoonAndWhatIsOptionalIsNotTold() {
    Instant began = clock;
    Outages process = process();
    up.put("temporal", false);
    up.put("metrics", false);
    process.look(later(10));
    process.look(later(10));
    up.put("temporal", true);
    process.look(later(10));
    up.put("temporal", false);
    process.look(later(10));
    process.look(later(10));
    up.put("temporal", true);
    process.look(later(40));
    assertThat(told(began)).isEmpty();
  }

  @Test
  void anOutageOfTheDatabaseIsToldWhenItIsBack() {
    Instant began = clock;
    Outages process = process();
    process.look(later(10));
    doThrow(new DataAccessResourceFailureException("away")).when(store).lead(any(), any(), any());
    process.look(later(10));
    process.look(later(40));
    assertThat(told(began)).isEmpty();

    doCallRealMethod().when(store).lead(any(), any(), any());
    process.look(later(20));
    process.look(later(10));
    assertThat(told(began))
        .extracting(Notice::kind)
        .containsExactlyInAnyOrder(Kind.DEPENDENCY_DOWN, Kind.DEPENDENCY_UP);
    assertThat(told(began))
        .allSatisfy(notice -> assertThat(notice.details()).containsEntry("dependency", "mongodb"));
  }
}
