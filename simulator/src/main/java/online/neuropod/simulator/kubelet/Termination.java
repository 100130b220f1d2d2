package online.neuropod.simulator.kubelet;

import java.time.Instant;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a run of a container ended.
 *
 * @param runId its containerID
 */
record Termination(
    int exitCode,
    String reason,
    String message,
    Instant startedAt,
    Instant finishedAt,
    String runId) {

  static Termination read(JsonNode terminated) {
    return new Termination(
        (int) Json.number(terminated, 0, "exitCode"),
        Json.text(terminated, "reason"),
        Json.text(terminated, "message"),
        Times.at(terminated, "startedAt").orElse(Instant.EPOCH),
        Times.at(terminated, "finishedAt").orElse(Instant.EPOCH),
        Json.text(terminated, "containerID"));
  }

  ObjectNode write() {
    ObjectNode state = Json.object();
    state.put("exitCode", exitCode).put("reason", reason);
    if (!message.isEmpty()) {
      state.put("message", message);
    }
    state.put("startedAt", startedAt.equals(Instant.EPOCH) ? null : Times.seconds(startedAt));
    state.put("finishedAt", finishedAt.equals(Instant.EPOCH) ? null : Times.seconds(finishedAt));
    if (!runId.isEmpty()) {
      state.put("containerID", runId);
    }
    return state;
  }
}
