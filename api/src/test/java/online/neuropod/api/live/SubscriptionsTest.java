package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.live.ServerFrame.Snapshot;
import online.neuropod.api.pods.PodView;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import org.junit.jupiter.api.Test;

/** What a subscription sends, and in which order. */
class SubscriptionsTest {
  private static final Topic ALL = new Topic.Pods(Optional.empty());
  private static final Viewer OWNER =
      new Viewer(
          new User(
              "u", "u@example.com", "U", Role.CLIENT, false, 1, 0, Instant.EPOCH, Optional.empty()),
          Language.ES,
          "s");

  private final Outbox outbox = new Outbox(100);
  private final Subscriptions subscriptions = new Subscriptions(outbox);

  private static PodView view(String id, long revision) {
    PodView view = mock();
    when(view.id()).thenReturn(id);
    when(view.revision()).thenReturn(revision);
    return view;
  }

  private void tell(String id, long revision, PodStatus status) {
    subscriptions.tell(
        OWNER,
        new PodNews(
            SomePod.of(id, revision, 1, status),
            view(id, revision),
            new SharedJson(() -> "\"" + id + revision + "\"")));
  }

  private void tell(String id, long revision) {
    tell(id, revision, PodStatus.STARTING);
  }

  /** What is sent, in words. */
  private List<String> sent() throws InterruptedException {
    outbox.close();
    var sent = new ArrayList<String>();
    for (Optional<ServerFrame> next = outbox.take(); next.isPresent(); next = outbox.take()) {
      sent.add(
          switch (next.get().data()) {
            case Snapshot snapshot ->
                "subscribed "
                    + snapshot.pods().stream().map(pod -> pod.id() + pod.revision()).toList();
            case SharedJson pod -> next.get().type() + " " + pod.text();
            case ServerFrame.Gone gone -> "podDeleted " + gone.id();
            default -> throw new AssertionError(next.get());
          });
    }
    return sent;
  }

  @Test
  void whatIsToldWhileASnapshotIsReadComesBehindIt() throws InterruptedException {
    subscriptions.subscribe(
        ALL,
        OWNER,
        null,
        () -> {
          tell("a", 3);
          tell("a", 4);
          tell("new", 1);
          return List.of(view("a", 2));
        });
    assertThat(sent())
        .containsExactly("subscribed [a2]", "podUpdate \"a4\"", "podCreated \"new1\"");
  }

  @Test
  void whatASnapshotContainsIsNotTakenBack() throws InterruptedException {
    subscriptions.subscribe(
        ALL,
        OWNER,
        null,
        () -> {
          tell("a", 3);
          return List.of(view("a", 4));
        });
    tell("a", 3);
    assertThat(sent()).containsExactly("subscribed [a4]");
  }

  @Test
  void anUpdateThatWaitsIsNotSentBeforeASnapshotThatIsOlder() throws InterruptedException {
    subscriptions.subscribe(ALL, OWNER, null, () -> List.of(view("a", 1)));
    outbox.take();
    tell("a", 2);
    subscriptions.subscribe(ALL, OWNER, null, () -> List.of(view("a", 2)));
    tell("a", 3);
    assertThat(sent()).containsExactly("subscribed [a2]", "podUpdate \"a3\"");
  }

  @Test
  void aPodThatEndsWhileASnapshotIsReadEndsBehindIt() throws InterruptedException {
    subscriptions.subscribe(
        ALL,
        OWNER,
        null,
        () -> {
          tell("a", 3, PodStatus.DELETED);
          tell("never-shown", 3, PodStatus.DELETED);
          return List.of(view("a", 2));
        });
    tell("a", 4);
    assertThat(sent()).containsExactly("subscribed [a2]", "podDeleted a");
  }

  @Test
  void aSubscriptionThatFailsIsNoneAndHidesNothingOfAnother() throws InterruptedException {
    var one = new Topic.OnePod("a");
    subscriptions.subscribe(one, OWNER, null, () -> List.of(view("a", 1)));
    outbox.take();
    assertThatThrownBy(
            () ->
                subscriptions.subscribe(
                    ALL,
                    OWNER,
                    null,
                    () -> {
                      tell("a", 2);
                      tell("b", 1);
                      throw new IllegalStateException("no store");
                    }))
        .hasMessage("no store");
    tell("b", 2);
    assertThat(sent()).containsExactly("podUpdate \"a2\"");
  }

  @Test
  void topicsAreBounded() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      subscriptions.subscribe(new Topic.OnePod("p" + i), OWNER, null, List::of);
      outbox.take();
    }
    subscriptions.subscribe(new Topic.OnePod("p0"), OWNER, null, List::of);
    outbox.take();
    assertThatThrownBy(
            () -> subscriptions.subscribe(new Topic.OnePod("more"), OWNER, null, List::of))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(FailureCode.TOO_MANY_CONNECTIONS));
  }
}
