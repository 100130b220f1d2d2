package online.neuropod.store.deletions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Identity;
import online.neuropod.domain.user.Deletion.Step;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoDeletionStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Instant LATER = T0.plusSeconds(60);

  private final MongoTemplate mongo;
  private final DeletionStore deletions;

  MongoDeletionStoreIT(Server server) {
    mongo = server.freshTemplate();
    deletions = MongoDeletionStore.open(mongo);
  }

  private static Deletion wanted(String request, Subject subject) {
    return new Deletion(
        request,
        subject,
        "ana",
        "root",
        T0,
        Optional.empty(),
        Optional.of(new Identity("ana@example.org", "Ana")),
        List.of());
  }

  private void finish(String request, Subject subject) {
    subject.steps().forEach(step -> deletions.reached(subject, "ana", request, step, LATER));
  }

  @Test
  void readsBackWhatWasAccepted() {
    Deletion account = deletions.request(wanted("r1", Subject.ACCOUNT));
    Deletion volume = deletions.request(wanted("r2", Subject.VOLUME));

    assertThat(account).isEqualTo(wanted("r1", Subject.ACCOUNT));
    assertThat(deletions.find(Subject.ACCOUNT, "ana")).contains(account);
    assertThat(deletions.find(Subject.VOLUME, "ana")).contains(volume);
    assertThat(deletions.find(Subject.ACCOUNT, "eva")).isEmpty();
  }

  @Test
  void ofManyAtOnceOneCounts() throws InterruptedException, ExecutionException {
    List<Deletion> seen = Together.run(8, i -> deletions.request(wanted("r" + i, Subject.ACCOUNT)));

    assertThat(seen).containsOnly(seen.getFirst());
  }

  @Test
  void nobodyIsDeletedTwice() {
    deletions.request(wanted("r1", Subject.ACCOUNT));
    finish("r1", Subject.ACCOUNT);

    assertThat(deletions.request(wanted("r2", Subject.ACCOUNT)).request()).isEqualTo("r1");
  }

  @Test
  void aVolumeIsOnceItIsGone() {
    deletions.request(wanted("r1", Subject.VOLUME));
    assertThat(deletions.request(wanted("r2", Subject.VOLUME)).request()).isEqualTo("r1");
    finish("r1", Subject.VOLUME);

    assertThat(deletions.request(wanted("r3", Subject.VOLUME)).isDone()).isFalse();
    assertThat(deletions.find(Subject.VOLUME, "ana").orElseThrow().request()).isEqualTo("r3");
  }

  @Test
  void anAttemptOfAnEarlierRequestChangesNothing() {
    deletions.request(wanted("r1", Subject.VOLUME));

    deletions.reached(Subject.VOLUME, "ana", "r0", Step.VOLUME, LATER);
    assertThat(deletions.aimAt("ana", "r0", "uid")).isEmpty();

    assertThat(deletions.find(Subject.VOLUME, "ana")).contains(wanted("r1", Subject.VOLUME));
  }

  @Test
  void theVolumeThatIsNamedFirstIsTheOne() {
    deletions.request(wanted("r1", Subject.VOLUME));

    assertThat(deletions.aimAt("ana", "r1", "uid-1").orElseThrow().volumeUid()).contains("uid-1");
    assertThat(deletions.aimAt("ana", "r1", "uid-2").orElseThrow().volumeUid()).contains("uid-1");
  }

  @Test
  void whatIsNotDoneIsFound() {
    deletions.request(wanted("r1", Subject.ACCOUNT));
    deletions.request(wanted("r2", Subject.VOLUME));
    assertThat(deletions.unfinished(T0)).isEmpty();
    assertThat(deletions.unfinished(LATER)).hasSize(2);

    finish("r2", Subject.VOLUME);
    assertThat(deletions.unfinished(LATER)).extracting(Deletion::request).containsExactly("r1");
  }

  @Test
  void afterItsEndNothingSaysWhoItWas() {
    deletions.request(wanted("r1", Subject.ACCOUNT));
    finish("r1", Subject.ACCOUNT);

    Document kept = mongo.findAll(Document.class, "deletions").getFirst();
    assertThat(kept.toJson()).doesNotContainIgnoringCase("ana@").doesNotContain("\"Ana\"");
    assertThat(deletions.find(Subject.ACCOUNT, "ana").orElseThrow().isDone()).isTrue();
  }
}
