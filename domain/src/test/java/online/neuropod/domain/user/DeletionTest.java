package online.neuropod.domain.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.user.Deletion.Done;
import online.neuropod.domain.user.Deletion.Identity;
import online.neuropod.domain.user.Deletion.Step;
import online.neuropod.domain.user.Deletion.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeletionTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  private static Deletion of(Subject subject) {
    return new Deletion(
        "r1",
        subject,
        "ana",
        "root",
        T0,
        Optional.empty(),
        Optional.of(new Identity("ana@example.org", "Ana")),
        List.of());
  }

  @ParameterizedTest
  @EnumSource
  void isDoneAfterItsSteps(Subject subject) {
    Deletion deletion = of(subject);
    for (Step step : subject.steps()) {
      assertThat(deletion.isDone()).isFalse();
      assertThat(deletion.current()).contains(step);
      deletion = deletion.with(step, T0.plusSeconds(1));
    }
    assertThat(deletion.isDone()).isTrue();
    assertThat(deletion.current()).isEmpty();
    assertThat(deletion.done()).extracting(Done::step).isEqualTo(subject.steps());
  }

  @Test
  void aStepThatIsToldTwiceKeepsItsFirstTime() {
    Deletion deletion = of(Subject.ACCOUNT).with(Step.ENTRY, T0);

    assertThat(deletion.with(Step.ENTRY, T0.plusSeconds(9))).isSameAs(deletion);
  }

  @Test
  void aStepWhoseTurnItIsNotChangesNothing() {
    Deletion deletion = of(Subject.ACCOUNT);

    assertThat(deletion.with(Step.WALLET, T0)).isSameAs(deletion);
    assertThat(deletion.with(Step.VOLUME, T0)).isSameAs(deletion);
  }

  @Test
  void theVolumeThatWasNamedFirstIsTheOneThatGoes() {
    Deletion aimed = of(Subject.VOLUME).aimedAt("uid-1");

    assertThat(aimed.volumeUid()).contains("uid-1");
    assertThat(aimed.aimedAt("uid-2")).isSameAs(aimed);
  }

  @Test
  void whoItWasIsKnownUntilItIsErased() {
    Deletion deletion = of(Subject.ACCOUNT);
    for (Step step : List.of(Step.ENTRY, Step.PODS, Step.WALLET, Step.CLUSTER)) {
      deletion = deletion.with(step, T0);
      assertThat(deletion.identity()).isPresent();
    }

    assertThat(deletion.with(Step.PERSONAL_DATA, T0).identity()).isEmpty();
  }
}
