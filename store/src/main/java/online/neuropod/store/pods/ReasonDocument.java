package online.neuropod.store.pods;

import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;
import org.jspecify.annotations.Nullable;

/** A cause in a document; absent where there is none. */
record ReasonDocument(String code, Map<String, String> details) {
  static ReasonDocument of(StatusReason reason) {
    return new ReasonDocument(reason.code().name(), reason.details());
  }

  static @Nullable ReasonDocument of(Optional<StatusReason> reason) {
    return reason.map(ReasonDocument::of).orElse(null);
  }

  static Optional<StatusReason> read(@Nullable ReasonDocument document) {
    return Optional.ofNullable(document)
        .map(reason -> new StatusReason(CauseCode.valueOf(reason.code()), reason.details()));
  }
}
