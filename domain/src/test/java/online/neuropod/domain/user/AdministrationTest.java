package online.neuropod.domain.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.user.Administration.Objection;
import org.junit.jupiter.api.Test;

class AdministrationTest {
  private static final User ROOT = user("root", Role.ADMIN, false, false);
  private static final User OTHER = user("other", Role.ADMIN, false, false);
  private static final User ANA = user("ana", Role.CLIENT, false, false);

  private static User user(String id, Role role, boolean suspended, boolean leaving) {
    return new User(
        id,
        id + "@example.org",
        id,
        role,
        suspended,
        1,
        0,
        Instant.EPOCH,
        Optional.empty(),
        leaving);
  }

  @Test
  void aClientAndAnotherAdministratorCanLoseTheirRights() {
    assertThat(Administration.toTakeRights(ROOT, ANA, 1)).isEmpty();
    assertThat(Administration.toTakeRights(ROOT, OTHER, 2)).isEmpty();
  }

  @Test
  void nobodyShutsThemselvesOut() {
    assertThat(Administration.toTakeRights(ROOT, ROOT, 5)).contains(Objection.SELF);
  }

  @Test
  void theLastAdministratorStays() {
    assertThat(Administration.toTakeRights(ROOT, OTHER, 1)).contains(Objection.LAST_ADMINISTRATOR);
  }

  @Test
  void anAdministratorWhoIsSuspendedIsNotTheLastOne() {
    User suspended = user("other", Role.ADMIN, true, false);

    assertThat(Administration.toTakeRights(ROOT, suspended, 1)).isEmpty();
  }

  @Test
  void whoHasLostTheirRightsMeanwhileGivesAndTakesNone() {
    User suspended = user("root", Role.ADMIN, true, false);
    User client = user("root", Role.CLIENT, false, false);
    User leaving = user("root", Role.ADMIN, false, true);

    assertThat(Administration.toTakeRights(suspended, OTHER, 1))
        .contains(Objection.NOT_ADMINISTRATOR);
    assertThat(Administration.toTakeRights(client, ANA, 1)).contains(Objection.NOT_ADMINISTRATOR);
    assertThat(Administration.toGiveRights(leaving, ANA)).contains(Objection.NOT_ADMINISTRATOR);
  }

  @Test
  void whoIsBeingDeletedIsNotChangedAnyMore() {
    User leaving = user("ana", Role.CLIENT, false, true);

    assertThat(Administration.toTakeRights(ROOT, leaving, 1)).contains(Objection.LEAVING);
    assertThat(Administration.toGiveRights(ROOT, leaving)).contains(Objection.LEAVING);
  }

  @Test
  void rightsAreGivenToAnybodyElse() {
    assertThat(Administration.toGiveRights(ROOT, ANA)).isEmpty();
    assertThat(Administration.toGiveRights(ROOT, user("ana", Role.CLIENT, true, false))).isEmpty();
  }
}
