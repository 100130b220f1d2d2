package online.neuropod.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.Optional;
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
  record Reserved(boolean granted, boolean previousOpen, Optional<StatusReason> refusal) {}

  /**
   * What is ahead of a session.
   *
   * @param open whether it still has to be billed
   * @param startedAt since when it counts
   * @param capped whether the money has ended
   * @param exhaustedAt when the money will end
   */
  record Outlook(
      boolean open, Optional<Instant> startedAt, boolean capped, Optional<Instant> exhaustedAt) {}

  /** Reserves the session. */
  @ActivityMethod
  Reserved reserve(Session session);

  /** The container started: from {@code at} on it costs. */
  @ActivityMethod
  void started(Session session, Instant at);

  /** What is ahead, without a charge. */
  @ActivityMethod
  Outlook outlook(Session session);

  /** Charges up to {@code to}, or settles the wallet where its money ended before. */
  @ActivityMethod
  Outlook charge(Session session, Instant to);

  /** Closes the session at its real end. */
  @ActivityMethod
  void close(Session session, SessionEnd end);

  /** Wakes the other billing workflows of the wallet. */
  @ActivityMethod
  void wakeOthers(Session session);

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
