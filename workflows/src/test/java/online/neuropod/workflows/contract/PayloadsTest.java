package online.neuropod.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.Payload;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.PodRecordActivities.StatusUpdate;
import org.junit.jupiter.api.Test;

/** The encoding of messages, which must never change. */
class PayloadsTest {
  private static final StatusUpdate UPDATE =
      new StatusUpdate(
          "pod-1",
          3,
          PodStatus.ERROR,
          Optional.of(new StatusReason(CauseCode.IMAGE_PULL, Map.of("image", "a:1"))),
          Optional.of(Instant.parse("2026-01-01T00:00:00.123Z")),
          true);

  @Test
  void aMessageIsReadAsItWasWritten() {
    Payload payload = Payloads.converter().toPayload(UPDATE).orElseThrow();
    assertThat(Payloads.converter().fromPayload(payload, StatusUpdate.class, StatusUpdate.class))
        .isEqualTo(UPDATE);
  }

  @Test
  void itsEncodingIsTheOneOfTheFirstDay() {
    Payload payload = Payloads.converter().toPayload(UPDATE).orElseThrow();
    assertThat(payload.getData().toStringUtf8())
        .isEqualTo(
            "{\"podId\":\"pod-1\",\"seq\":3,\"status\":\"ERROR\","
                + "\"reason\":{\"code\":\"IMAGE_PULL\",\"details\":{\"image\":\"a:1\"}},"
                + "\"startedAt\":\"2026-01-01T00:00:00.123Z\",\"done\":true}");
  }
}
