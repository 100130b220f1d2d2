package online.neuropod.domain.user;

import java.util.Optional;

/**
 * What an administrator may do with people. Nobody shuts themselves out, and somebody is always
 * left who can let others in again.
 */
public final class Administration {
  /** Why something may not be done. */
  public enum Objection {
    /** It would shut out the one who asks. */
    SELF,
    /** Nobody would be left who runs the platform. */
    LAST_ADMINISTRATOR,
    /** The one who asks does not run the platform any more. */
    NOT_ADMINISTRATOR,
    /** The person is being deleted. */
    LEAVING
  }

  private Administration() {}

  /**
   * Why a person may not lose their rights: by a suspension, by another role or by their deletion.
   *
   * @param actor who asks, as the store knows them now
   * @param whom the person, as the store knows them now
   * @param actingAdministrators how many there are now
   */
  public static Optional<Objection> toTakeRights(User actor, User whom, long actingAdministrators) {
    if (!actor.isActingAdministrator()) {
      return Optional.of(Objection.NOT_ADMINISTRATOR);
    }
    if (whom.id().equals(actor.id())) {
      return Optional.of(Objection.SELF);
    }
    if (whom.leaving()) {
      return Optional.of(Objection.LEAVING);
    }
    return whom.isActingAdministrator() && actingAdministrators <= 1
        ? Optional.of(Objection.LAST_ADMINISTRATOR)
        : Optional.empty();
  }

  /** Why a person may not be given rights, or given them back. */
  public static Optional<Objection> toGiveRights(User actor, User whom) {
    if (!actor.isActingAdministrator()) {
      return Optional.of(Objection.NOT_ADMINISTRATOR);
    }
    return whom.leaving() ? Optional.of(Objection.LEAVING) : Optional.empty();
  }
}
