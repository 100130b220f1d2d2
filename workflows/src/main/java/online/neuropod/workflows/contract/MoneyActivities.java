package online.neuropod.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Reservation;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;

/**
 * What is done with wallets. Times come from the workflow, so that a repeated or late call charges
 * the same.
 */
@ActivityInterface(namePrefix = "Money")
public interface MoneyActivities {
  /**
   * A session of a pod.
   *
   * @param podId the pod
   * @param ownerId whose wallet pays
   * @param session its number
   */
  record Session(String podId, String ownerId, long session) {}

  /**
   * The answer to a reservation.
   *
   * @param granted whether the session may start
   * @param previousOpen whether an earlier session must be closed first
   * @param refusal why it may not
   */
  record Reserved(boolean granted, boolean previousOpen, Optional<StatusReason> refusal) {
    /** The wallet's answer in words that a document can keep. */
    public static Reserved of(Reservation answer) {
      return switch (answer) {
        case Reservation.Granted _ -> new Reserved(true, false, Optional.empty());
        case Reservation.PreviousOpen _ -> new Reserved(false, true, Optional.empty());
        case Reservation.Stale _ ->
            refused(StatusReason.of(CauseCode.INTERNAL, "detail", "a newer session is known"));
        case Reservation.Frozen _ -> refused(StatusReason.of(CauseCode.WALLET_FROZEN));
        case Reservation.TooLittle(long required, long available) ->
            refused(
                new StatusReason(
                    CauseCode.INSUFFICIENT_FUNDS,
                    Map.of(
                        "required",
                        Long.toString(required),
                        "available",
                        Long.toString(available))));
      };
    }

    private static Reserved refused(StatusReason reason) {
      return new Reserved(false, false, Optional.of(reason));
    }
  }

  /**
   * What is ahead of a session.
   *
   * @param open whether it still has to be billed
   * @param capped whether the money has ended: nothing is charged any more, and the pod is to be
   *     stopped
   * @param lookAt when to look next: not after {@code chargeAt}, and sooner where a warning will be
   *     due
   * @param chargeAt when to charge next: the next tick, or the moment at which the money will end
   * @param moneyEndsAt that moment, if all goes on as it is; empty if it does not end
   */
  record Outlook(
      boolean open,
      boolean capped,
      Instant lookAt,
      Instant chargeAt,
      Optional<Instant> moneyEndsAt) {
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /** Nothing is ahead. */
    public static final Outlook CLOSED = new Outlook(false, false, NEVER, NEVER, Optional.empty());

    /**
     * What {@code wallet} says of a session.
     *
     * @param tick how often a session is charged, counted from its start
     * @param levels runways at which to warn
     */
    public static Outlook of(
        Wallet wallet, Session session, Instant now, Duration tick, Set<Duration> levels) {
      return wallet
          .meter(session.podId(), session.session())
          .filter(meter -> !meter.closed())
          .map(meter -> of(wallet, meter, now, tick, levels))
          .orElse(CLOSED);
    }

    private static Outlook of(
        Wallet wallet, Meter meter, Instant now, Duration tick, Set<Duration> levels) {
      Instant start = meter.start().orElse(now);
      long passed = Math.max(0, Duration.between(start, now).dividedBy(tick));
      Instant nextTick = start.plus(tick.multipliedBy(passed + 1));
      Optional<Instant> end = wallet.exhaustedAt();
      Instant chargeAt = end.filter(nextTick::isAfter).orElse(nextTick);
      Instant lookAt =
          wallet.nextAlertAfter(now, levels).filter(chargeAt::isAfter).orElse(chargeAt);
      return new Outlook(true, meter.cap().isPresent(), lookAt, chargeAt, end);
    }
  }

  /** Reserves the session. */
  @ActivityMethod
  Reserved reserve(Session session);

  /**
   * The container started: from {@code at} on it costs. Wakes the wallet's other billing workflows.
   */
  @ActivityMethod
  void started(Session session, Instant at);

  /** What is ahead at {@code now}, without a charge. Warns where the money will end soon. */
  @ActivityMethod
  Outlook outlook(Session session, Instant now);

  /** Charges up to {@code to}, or settles the wallet where its money ended before. */
  @ActivityMethod
  Outlook charge(Session session, Instant to);

  /**
   * Closes the session at its real end, tells the pod's workflow, and wakes the wallet's other
   * billing workflows.
   */
  @ActivityMethod
  void close(Session session, SessionEnd end);

  /** Wishes a stop for every pod whose session the wallet cannot pay any more. */
  @ActivityMethod
  void stopUnpaid(Session session);

  /** The session of the pod that is not closed, if there is one. */
  @ActivityMethod
  Optional<Long> openSession(String podId, String ownerId);

  /** Tells the session's billing workflow its end, and starts that workflow where it is gone. */
  @ActivityMethod
  void announceEnd(Session session, SessionEnd end);
}
