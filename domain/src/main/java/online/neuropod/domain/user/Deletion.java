package online.neuropod.domain.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something of a person that an administrator wants gone for good. It is accepted once this is
 * kept, and cannot be taken back.
 *
 * @param request id; another one for each time that it is asked for
 * @param subject what is to go
 * @param userId whose it is
 * @param by user id of the administrator
 * @param at when it was accepted
 * @param volumeUid which volume is to go, so that one that is made later stays; unknown until it
 *     was looked for
 * @param identity who it is, for as long as that must be known to be erased elsewhere
 * @param done the steps that are done, in their order
 */
public record Deletion(
    String request,
    Subject subject,
    String userId,
    String by,
    Instant at,
    Optional<String> volumeUid,
    Optional<Identity> identity,
    List<Done> done) {
  public Deletion {
    done = List.copyOf(done);
  }

  /** What can be deleted. */
  public enum Subject {
    /** The person, with all that they have but the ledger. */
    ACCOUNT,
    /** The workspace volume alone; the next pod makes a new one. */
    VOLUME;

    /** What is done, in this order. */
    public List<Step> steps() {
      return switch (this) {
        case ACCOUNT ->
            List.of(Step.ENTRY, Step.PODS, Step.WALLET, Step.CLUSTER, Step.PERSONAL_DATA);
        case VOLUME -> List.of(Step.VOLUME);
      };
    }
  }

  /** A part of the work. */
  public enum Step {
    /** Nobody signs in as them any more, the wallet is frozen. */
    ENTRY,
    /** Every pod is stopped and deleted. */
    PODS,
    /** Every session is closed; what was left in the wallet is gone. */
    WALLET,
    /** Namespace and volume are gone. */
    CLUSTER,
    /** Nothing says any more who it was. */
    PERSONAL_DATA,
    /** The volume is gone. */
    VOLUME
  }

  /**
   * A step that is done.
   *
   * @param step which
   * @param at since when
   */
  public record Done(Step step, Instant at) {}

  /**
   * Who somebody is.
   *
   * @param email address
   * @param name what others read
   */
  public record Identity(String email, String name) {}

  /** What is worked on now; empty when all is done. */
  public Optional<Step> current() {
    return subject.steps().stream()
        .filter(step -> done.stream().noneMatch(made -> made.step() == step))
        .findFirst();
  }

  /** Whether nothing is left to do. */
  public boolean isDone() {
    return current().isEmpty();
  }

  /** With the volume that is to go; the one that was named first counts. */
  public Deletion aimedAt(String uid) {
    return volumeUid.isPresent()
        ? this
        : new Deletion(request, subject, userId, by, at, Optional.of(uid), identity, done);
  }

  /**
   * With one step more. One that is done already, or whose turn it is not, changes nothing: it was
   * told late, or twice.
   */
  public Deletion with(Step step, Instant now) {
    if (!current().equals(Optional.of(step))) {
      return this;
    }
    var more = new ArrayList<>(done);
    more.add(new Done(step, now));
    // Who it was need not be known any more.
    boolean erased = step == Step.PERSONAL_DATA;
    return new Deletion(
        request, subject, userId, by, at, volumeUid, erased ? Optional.empty() : identity, more);
  }
}
