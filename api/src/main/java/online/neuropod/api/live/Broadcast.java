package online.neuropod.api.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.live.Connection.SignedIn;
import online.neuropod.api.live.ServerFrame.Notification;
import online.neuropod.api.notices.NoticeView;
import online.neuropod.api.notices.NoticeViews;
import online.neuropod.api.pods.PodView;
import online.neuropod.api.pods.PodViews;
import online.neuropod.api.pods.Reasons;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.wallet.WalletView;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.wallets.WalletStore;

/** Tells the connections what changed: each what it wants to hear and may. */
final class Broadcast {
  private final Connections connections;
  private final PodViews views;
  private final PodStore pods;
  private final WalletStore wallets;
  private final Reasons reasons;
  private final Texts texts;
  private final NoticeViews notices;

  /** By pod: the status that was told last, so that a change of it is noticed. */
  private final Map<String, PodStatus> told = new ConcurrentHashMap<>();

  /** By person who is there. */
  private final Map<String, Wallet> lastWallets = new ConcurrentHashMap<>();

  Broadcast(
      Connections connections,
      PodViews views,
      PodStore pods,
      WalletStore wallets,
      Reasons reasons,
      Texts texts,
      NoticeViews notices) {
    this.connections = connections;
    this.views = views;
    this.pods = pods;
    this.wallets = wallets;
    this.reasons = reasons;
    this.texts = texts;
    this.notices = notices;
  }

  /**
   * Learns how the pods of a person stand who is about to come, so that every later change is told.
   */
  void expect(String userId) {
    pods.ofOwner(userId).forEach(pod -> told.putIfAbsent(pod.id(), pod.status()));
  }

  /** Learns how the wallet of a person stands who has just come. */
  void welcome(String userId) {
    wallets.find(userId).ifPresent(this::remember);
  }

  /** What was read later is not always what is newer: the feed reads at the same time. */
  private void remember(Wallet wallet) {
    lastWallets.merge(
        wallet.userId(), wallet, (known, read) -> read.version() > known.version() ? read : known);
  }

  /** Tells of pods that changed. */
  void pods(List<Pod> changed) {
    if (changed.isEmpty()) {
      return;
    }
    tell(changed);
    changed.forEach(this::notifyOwner);
  }

  /** Tells of pods of which something new was measured, and nothing else changed. */
  void measured(List<Pod> running) {
    if (!running.isEmpty()) {
      tell(running);
    }
  }

  private void tell(List<Pod> changed) {
    connections
        .signedIn()
        .collect(Collectors.groupingBy(Broadcast::kindOfReader))
        .forEach((_, readers) -> tell(readers, changed));
  }

  /** Readers who are shown the same view of a pod. */
  private record KindOfReader(Language language, boolean admin) {}

  private static Viewer viewer(Connection connection) {
    return connection.person().map(SignedIn::viewer).orElseThrow();
  }

  private static KindOfReader kindOfReader(Connection connection) {
    Viewer viewer = viewer(connection);
    return new KindOfReader(viewer.language(), viewer.isAdmin());
  }

  private void tell(List<Connection> readers, List<Pod> changed) {
    Map<String, PodView> shown =
        views.view(viewer(readers.getFirst()), changed).stream()
            .collect(Collectors.toMap(PodView::id, Function.identity(), (_, newer) -> newer));
    for (Pod pod : changed) {
      Optional.ofNullable(shown.get(pod.id()))
          .ifPresent(view -> readers.forEach(reader -> reader.tell(pod, view)));
    }
  }

  private void notifyOwner(Pod pod) {
    PodStatus before =
        pod.status() == PodStatus.DELETED
            ? told.remove(pod.id())
            : told.put(pod.id(), pod.status());
    if (before == null || before == pod.status()) {
      return;
    }
    kind(pod.status())
        .ifPresent(
            kind ->
                connections.of(pod.ownerId()).forEach(connection -> notify(connection, kind, pod)));
  }

  private static Optional<String> kind(PodStatus status) {
    return switch (status) {
      case RUNNING -> Optional.of("podStarted");
      case STOPPED -> Optional.of("podStopped");
      case ERROR -> Optional.of("podFailed");
      case CREATING, QUEUED, STARTING, STOPPING, DELETING, DELETED -> Optional.empty();
    };
  }

  private void notify(Connection connection, String kind, Pod pod) {
    Language language = connection.language();
    Map<String, String> values = new HashMap<>();
    values.put("name", pod.name());
    pod.reason().ifPresent(reason -> values.put("reason", reasons.say(language, reason).message()));
    String message = texts.say(language, "notification." + pod.status().name(), values).strip();
    connection.send(ServerFrame.notification(new Notification(kind, pod.id(), message)));
  }

  /** Tells people of their wallets that changed. */
  void wallets(List<Wallet> changed, Instant now) {
    for (Wallet wallet : changed) {
      List<Connection> readers = connections.of(wallet.userId()).toList();
      if (!readers.isEmpty()) {
        remember(wallet);
        tell(readers, wallet, now);
      }
    }
  }

  /** Tells again those of whose money something runs; forgets those who are gone. */
  void runningWallets(Instant now) {
    lastWallets.keySet().retainAll(connections.people());
    lastWallets.values().stream()
        .filter(wallet -> wallet.running().findAny().isPresent())
        .forEach(wallet -> tell(connections.of(wallet.userId()).toList(), wallet, now));
  }

  private static void tell(List<Connection> readers, Wallet wallet, Instant now) {
    var frame = ServerFrame.wallet(WalletView.of(wallet, now));
    readers.forEach(reader -> reader.sendNewest("wallet", frame));
  }

  /** Tells people, and administrators, what they should know. */
  void notices(List<Notice> told) {
    for (Notice notice : told) {
      notice
          .userId()
          .map(connections::of)
          .orElseGet(this::administrators)
          .forEach(reader -> reader.send(frame(reader, notice)));
    }
  }

  private Stream<Connection> administrators() {
    return connections.signedIn().filter(connection -> viewer(connection).isAdmin());
  }

  private ServerFrame frame(Connection reader, Notice notice) {
    NoticeView view = notices.view(reader.language(), notice);
    return notice.userId().isPresent()
        ? ServerFrame.lowBalance(view)
        : ServerFrame.adminNotification(view);
  }
}
