package online.neuropod.store.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A key that a request came with.
 *
 * @param id {@code userId:key}
 * @param released whether the request was refused, so that another one may use the key
 * @param status of the answer; absent before there is one
 * @param body of the answer; absent before there is one
 */
@Document("idempotency")
record ClaimDocument(
    String id,
    String requestHash,
    String subjectId,
    boolean released,
    @Nullable Integer status,
    @Nullable String body,
    Instant at) {}
