package online.neuropod.api.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import online.neuropod.api.answer.Failure;
import online.neuropod.api.notices.NoticeView;
import online.neuropod.api.pods.PodView;
import online.neuropod.api.wallet.WalletView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the server sends.
 *
 * @param type one of the names below
 * @param id of the frame that it answers, if it answers one that had an id
 * @param data by the type
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ServerFrame(String type, @Nullable JsonNode id, Object data) {
  static final String POD_CREATED = "podCreated";
  static final String POD_UPDATE = "podUpdate";

  /** Stands for a ping of the protocol itself, which carries nothing. */
  static final ServerFrame PING = new ServerFrame("ping", null, new Nothing());

  /** Data of a frame that says nothing but its type. */
  record Nothing() {}

  /**
   * Data of {@code connection}.
   *
   * @param userId who is signed in
   * @param role what they may
   * @param heartbeatSeconds between two pings of the server
   */
  record Welcome(String userId, String role, long heartbeatSeconds) {}

  /**
   * Data of {@code subscribed}.
   *
   * @param topic {@code pods} or {@code pod}
   * @param podId of the topic {@code pod}
   * @param userEmail of an administrator's filter
   * @param pods as they are now
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Snapshot(
      String topic, @Nullable String podId, @Nullable String userEmail, List<PodView> pods) {}

  /**
   * Data of {@code podDeleted}.
   *
   * @param id of the pod
   * @param podId the same
   * @param revision of its end
   */
  record Gone(String id, String podId, long revision) {}

  /**
   * Data of {@code podLogs}.
   *
   * @param podId the pod
   * @param lines in the order written
   * @param last whether nothing follows
   * @param message why there are no lines
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Lines(String podId, List<String> lines, boolean last, @Nullable String message) {}

  /**
   * Data of {@code notification}.
   *
   * @param kind {@code podStarted}, {@code podStopped}, {@code podFailed}, or that of a notice
   * @param podId the pod, if it is about one
   * @param message in words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Notification(String kind, @Nullable String podId, String message) {}

  /**
   * Data of {@code lowBalanceAlert}.
   *
   * @param available what can still be spent, euros
   * @param runsOutAt when the money ends if all goes on as it is
   * @param level the runway below which it warns, ISO 8601 duration
   * @param message in words
   */
  record LowBalanceAlert(
      @Nullable BigDecimal available,
      @Nullable Instant runsOutAt,
      @Nullable String level,
      String message) {}

  /**
   * Data of {@code adminNotification}.
   *
   * @param kind that of the notice, such as {@code repaired}
   * @param message in words
   * @param link where to look, in the web application
   */
  record AdminNotification(String kind, String message, String link) {}

  /**
   * Data of {@code error}.
   *
   * @param code stable name
   * @param message in words
   */
  record Fault(String code, String message) {}

  static ServerFrame welcome(@Nullable JsonNode id, Welcome welcome) {
    return new ServerFrame("connection", id, welcome);
  }

  static ServerFrame subscribed(@Nullable JsonNode id, Snapshot snapshot) {
    return new ServerFrame("subscribed", id, snapshot);
  }

  static ServerFrame unsubscribed(@Nullable JsonNode id) {
    return new ServerFrame("unsubscribed", id, new Nothing());
  }

  static ServerFrame pong(@Nullable JsonNode id) {
    return new ServerFrame("pong", id, new Nothing());
  }

  static ServerFrame pod(String type, SharedJson pod) {
    return new ServerFrame(type, null, pod);
  }

  static ServerFrame gone(Gone pod) {
    return new ServerFrame("podDeleted", null, pod);
  }

  static ServerFrame wallet(WalletView wallet) {
    return new ServerFrame("walletUpdate", null, wallet);
  }

  static ServerFrame notification(Notification notification) {
    return new ServerFrame("notification", null, notification);
  }

  static ServerFrame lowBalance(NoticeView notice) {
    return new ServerFrame(
        "lowBalanceAlert",
        null,
        new LowBalanceAlert(
            notice.available(), notice.runsOutAt(), notice.level(), notice.message()));
  }

  static ServerFrame adminNotification(NoticeView notice) {
    return new ServerFrame(
        "adminNotification",
        null,
        new AdminNotification(notice.kind(), notice.message(), notice.link()));
  }

  static ServerFrame lines(@Nullable JsonNode id, Lines lines) {
    return new ServerFrame("podLogs", id, lines);
  }

  static ServerFrame error(@Nullable JsonNode id, Failure failure) {
    return new ServerFrame("error", id, new Fault(failure.code(), failure.message()));
  }

  /** Whether it stands for a ping of the protocol itself. */
  boolean isPing() {
    return type.equals(PING.type);
  }

  /** This frame in the place of one that was not sent yet: a pod that is new stays new. */
  ServerFrame insteadOf(ServerFrame unsent) {
    return type.equals(POD_UPDATE) && unsent.type.equals(POD_CREATED)
        ? new ServerFrame(POD_CREATED, id, data)
        : this;
  }
}
