package online.neuropod.store.deletions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Done;
import online.neuropod.domain.user.Deletion.Identity;
import online.neuropod.domain.user.Deletion.Step;
import online.neuropod.domain.user.Deletion.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link Deletion} as it is kept.
 *
 * @param id {@code SUBJECT:userId}
 * @param v version, for compare-and-set
 * @param email until it is erased everywhere
 * @param name until it is erased everywhere
 * @param openSince when it was accepted; absent once it is done
 */
@Document("deletions")
record DeletionDocument(
    String id,
    long v,
    String request,
    String subject,
    String userId,
    String by,
    Instant at,
    @Nullable String volumeUid,
    @Nullable String email,
    @Nullable String name,
    List<StepDocument> done,
    @Nullable Instant openSince) {
  /** {@link Done} in a document. */
  record StepDocument(String step, Instant at) {}

  static DeletionDocument of(Deletion deletion, long version) {
    return new DeletionDocument(
        id(deletion.subject(), deletion.userId()),
        version,
        deletion.request(),
        deletion.subject().name(),
        deletion.userId(),
        deletion.by(),
        deletion.at(),
        deletion.volumeUid().orElse(null),
        deletion.identity().map(Identity::email).orElse(null),
        deletion.identity().map(Identity::name).orElse(null),
        deletion.done().stream()
            .map(made -> new StepDocument(made.step().name(), made.at()))
            .toList(),
        deletion.isDone() ? null : deletion.at());
  }

  static String id(Subject subject, String userId) {
    return subject.name() + ":" + userId;
  }

  Deletion toDeletion() {
    return new Deletion(
        request,
        Subject.valueOf(subject),
        userId,
        by,
        at,
        Optional.ofNullable(volumeUid),
        email == null || name == null ? Optional.empty() : Optional.of(new Identity(email, name)),
        done.stream().map(made -> new Done(Step.valueOf(made.step()), made.at())).toList());
  }
}
