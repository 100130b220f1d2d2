package online.neuropod.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.audit.AuditEntry.Outcome;
import online.neuropod.domain.audit.AuditEntry.Result;
import online.neuropod.domain.user.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditEntryTest {
  private static AuditEntry entry(Map<String, String> details) {
    return new AuditEntry(
        "id",
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        "auth.login",
        "POST",
        "/api/auth/login",
        Map.of(),
        details,
        "127.0.0.1",
        "trace",
        Result.unknown());
  }

  @ParameterizedTest
  @CsvSource({"200,DONE", "399,DONE", "400,REFUSED", "499,REFUSED", "500,FAILED", "503,FAILED"})
  void whatCameOfItFollowsFromTheAnswer(int status, Outcome outcome) {
    assertThat(Result.of(status, Optional.of("X")))
        .isEqualTo(new Result(outcome, Optional.of(status), Optional.of("X")));
  }

  @Test
  void textsAreCutAndKeepTheirOrder() {
    var details = new LinkedHashMap<String, String>();
    details.put("z", "x".repeat(AuditEntry.MAX_TEXT));
    details.put("a", "y".repeat(AuditEntry.MAX_TEXT + 1));
    Map<String, String> kept = entry(details).details();
    assertThat(kept.keySet()).containsExactly("z", "a");
    assertThat(kept.get("z")).isEqualTo("x".repeat(AuditEntry.MAX_TEXT));
    assertThat(kept.get("a")).hasSize(AuditEntry.MAX_TEXT).endsWith("y…");
  }

  @Test
  void aSignInIsBySomebodyOnceItIsKnownWho() {
    AuditEntry told =
        entry(Map.of())
            .by("ana", Role.CLIENT)
            .ended(Map.of("userId", "ana"), Map.of("b", "c"), Result.of(200, Optional.empty()));
    assertThat(told.actorId()).contains("ana");
    assertThat(told.actorRole()).contains(Role.CLIENT);
    assertThat(told.subjects()).containsEntry("userId", "ana");
    assertThat(told.details()).containsEntry("b", "c");
    assertThat(told.result().outcome()).isEqualTo(Outcome.DONE);
    assertThat(told.id()).isEqualTo("id");
  }
}
