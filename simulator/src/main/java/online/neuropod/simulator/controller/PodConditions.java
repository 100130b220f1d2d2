package online.neuropod.simulator.controller;

import java.time.Instant;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The conditions in the status of a pod that is being changed. */
public final class PodConditions {
  private final ObjectNode pod;
  private final Instant now;

  /** The conditions of a pod, changed in place. */
  public PodConditions(ObjectNode pod, Instant now) {
    this.pod = pod;
    this.now = now;
  }

  /** Sets a condition that needs no explanation. */
  public void set(String type, boolean status) {
    set(type, status, "", "");
  }

  /** Sets a condition; its time of transition changes only with its status. */
  public void set(String type, boolean status, String reason, String message) {
    ArrayNode conditions = Json.ensureArray(Json.ensure(pod, "status"), "conditions");
    ObjectNode condition =
        Json.objects(conditions)
            .filter(found -> Json.text(found, "type").equals(type))
            .findFirst()
            .orElseGet(() -> conditions.addObject().put("type", type));
    String value = status ? "True" : "False";
    if (!Json.text(condition, "status").equals(value)) {
      condition.put("status", value).put("lastTransitionTime", Times.seconds(now));
    }
    condition.putNull("lastProbeTime");
    condition.put("observedGeneration", Json.number(pod, 1, "metadata", "generation"));
    condition.remove("reason");
    condition.remove("message");
    if (!reason.isEmpty()) {
      condition.put("reason", reason);
    }
    if (!message.isEmpty()) {
      condition.put("message", message);
    }
  }

  /** Puts a condition behind the others: the kubelet writes its own ones first. */
  public void moveLast(String type) {
    ArrayNode conditions = Json.ensureArray(Json.ensure(pod, "status"), "conditions");
    for (int i = 0; i < conditions.size() - 1; i++) {
      if (Json.text(conditions.get(i), "type").equals(type)) {
        conditions.add(conditions.remove(i));
        return;
      }
    }
  }

  /** Whether the condition holds. */
  public static boolean holds(ObjectNode pod, String type) {
    return Json.objects(pod, "status", "conditions")
        .anyMatch(
            found ->
                Json.text(found, "type").equals(type) && Json.text(found, "status").equals("True"));
  }
}
