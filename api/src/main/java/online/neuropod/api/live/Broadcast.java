package online.neuropod.api.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.live.ServerFrame.Notification;
import online.neuropod.api.notices.NoticeView;
import online.neuropod.api.notices.NoticeViews;
import online.neuropod.api.pods.PodView;
import online.neuropod.api.pods.PodViews;
import online.neuropod.api.pods.PodViews.Surroundings;
import online.neuropod.api.pods.Reasons;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.wallet.WalletView;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.Pod;
import online.neuropod.store.wallets.WalletStore;
import tools.jackson.databind.json.JsonMapper;

/** Tells the connections what changed: each what it wants to hear and may. */
final class Broadcast {
  private final Connections connections;
  private final PodViews views;
  private final WalletStore wallets;
  private final Reasons reasons;
  private final Texts texts;
  private final NoticeViews notices;
  private final JsonMapper json;

  /** By person who is there. */
  private final Map<String, Wallet> lastWallets = new ConcurrentHashMap<>();

  Broadcast(
      Connections connections,
      PodViews views,
      WalletStore wallets,
      Reasons reasons,
      Texts texts,
      NoticeViews notices,
      JsonMapper json) {
    this.connections = connections;
    this.views = views;
    this.wallets = wallets;
    this.reasons = reasons;
    this.texts = texts;
    this.notices = notices;
    this.json = json;
  }

  /** Learns how the wallet of a person stands who has just come. */
  void welcome(String userId) {
    wallets.find(userId).ifPresent(this::remember);
  }

  /** What was read later is not always what is newer: the feed reads at the same time. */
  private Wallet remember(Wallet wallet) {
    return lastWallets.merge(
        wallet.userId(), wallet, (known, read) -> read.version() > known.version() ? read : known);
  }

  /** Tells of pods that changed. */
  void pods(List<Pod> changed) {
    tell(changed);
    changed.forEach(this::notifyOwner);
  }

  /** Tells of pods of which something new was measured, and nothing else changed. */
  void measured(List<Pod> running) {
    tell(running);
  }

  private void tell(List<Pod> changed) {
    List<Pod> heard = changed.stream().filter(pod -> connections.isHeard(pod.ownerId())).toList();
    if (heard.isEmpty()) {
      return;
    }
    Surroundings around = views.around(heard);
    heard.forEach(pod -> tell(pod, around));
  }

  private void tell(Pod pod, Surroundings around) {
    Map<KindOfReader, PodNews> news = new HashMap<>();
    connections
        .hearing(pod.ownerId())
        .forEach(
            reader -> {
              Viewer viewer = viewer(reader);
              reader
                  .subscriptions()
                  .tell(
                      viewer,
                      news.computeIfAbsent(
                          KindOfReader.of(viewer), _ -> news(viewer, pod, around)));
            });
  }

  private PodNews news(Viewer viewer, Pod pod, Surroundings around) {
    PodView view = views.view(viewer, pod, around);
    return new PodNews(pod, view, new SharedJson(() -> json.writeValueAsString(view)));
  }

  /** Readers who are shown the same view of a pod. */
  private record KindOfReader(Language language, boolean admin) {
    static KindOfReader of(Viewer viewer) {
      return new KindOfReader(viewer.language(), viewer.isAdmin());
    }
  }

  private static Viewer viewer(Connection connection) {
    return connection.viewer().orElseThrow();
  }

  private void notifyOwner(Pod pod) {
    connections
        .of(pod.ownerId())
        .forEach(
            connection ->
                connection.outcomes().next(pod).ifPresent(kind -> notify(connection, kind, pod)));
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
      if (connections.of(wallet.userId()).findAny().isPresent()) {
        remember(wallet);
        tell(wallet.userId(), now);
      }
    }
  }

  /** Tells again those of whose money something runs; forgets those who are gone. */
  void runningWallets(Instant now) {
    lastWallets.keySet().retainAll(connections.people());
    lastWallets.values().stream()
        .filter(wallet -> wallet.running().findAny().isPresent())
        .map(Wallet::userId)
        .forEach(userId -> tell(userId, now));
  }

  /** One at a time: of two tellers neither takes back what the other has told. */
  private synchronized void tell(String userId, Instant now) {
    Optional.ofNullable(lastWallets.get(userId))
        .map(wallet -> ServerFrame.wallet(WalletView.of(wallet, now)))
        .ifPresent(
            frame -> connections.of(userId).forEach(reader -> reader.sendNewest("wallet", frame)));
  }

  /** Tells people, and administrators, what they should know: all of it, or none. */
  void notices(List<Notice> told) {
    List<Runnable> sending = told.stream().flatMap(this::sending).toList();
    sending.forEach(Runnable::run);
  }

  /** Puts it into words, which may ask the store, before anybody is told. */
  private Stream<Runnable> sending(Notice notice) {
    return notice
        .userId()
        .map(connections::of)
        .orElseGet(connections::administrators)
        .map(
            reader -> {
              ServerFrame frame = frame(reader, notice);
              return () -> reader.send(frame);
            });
  }

  private ServerFrame frame(Connection reader, Notice notice) {
    NoticeView view = notices.view(reader.language(), notice);
    if (notice.userId().isEmpty()) {
      return ServerFrame.adminNotification(view);
    }
    return notice.kind() == Notice.Kind.LOW_BALANCE
        ? ServerFrame.lowBalance(view)
        : ServerFrame.notification(
            new Notification(view.kind(), notice.podId().orElse(null), view.message()));
  }
}
