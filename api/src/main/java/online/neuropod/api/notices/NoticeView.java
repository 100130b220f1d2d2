package online.neuropod.api.notices;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should know of.
 *
 * @param id opaque
 * @param kind what it is, as over the socket
 * @param code what happened: a stable name
 * @param message in words
 * @param link where to look, in the web application
 * @param podId the pod it is about
 * @param userId the person it is about, for administrators
 * @param available what could still be spent, euros; of {@code lowBalance}
 * @param runsOutAt when the money ends if all goes on as it is; of {@code lowBalance}
 * @param level the runway below which it warns, ISO 8601 duration; of {@code lowBalance}
 * @param at when it happened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Notice")
public record NoticeView(
    String id,
    @Schema(
            allowableValues = {
              "lowBalance",
              "repaired",
              "walletBroken",
              "idleWarning",
              "lifetimeWarning",
              "userCreated",
              "userSuspended",
              "userRestored",
              "userDeleted",
              "volumeDeleted",
              "deployFailed",
              "dependencyDown",
              "dependencyUp"
            })
        String kind,
    String code,
    String message,
    String link,
    @Nullable String podId,
    @Nullable String userId,
    @Nullable BigDecimal available,
    @Nullable Instant runsOutAt,
    @Nullable String level,
    Instant at) {}
