package online.neuropod.simulator.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ApiFailure;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ServerSideApplyTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Owner A = new Owner("a", true, "");
  private static final Owner B = new Owner("b", true, "");

  @Test
  void fieldsOfTwoManagersStandSideBySide() {
    ObjectNode both =
        apply("Secret", apply("Secret", base("Secret"), data("x", "1"), A), data("y", "2"), B);
    assertThat(Json.map(both, "data")).containsEntry("x", "1").containsEntry("y", "2");
  }

  @Test
  void whatTheSameManagerNoLongerSendsIsRemoved() {
    ObjectNode first = apply("Secret", base("Secret"), data("x", "1"), A);
    ObjectNode second = apply("Secret", first, data("y", "2"), A);
    assertThat(Json.map(second, "data")).containsOnlyKeys("y");
  }

  @Test
  void whatAnotherManagerAlsoOwnsStays() {
    ObjectNode both =
        apply("Secret", apply("Secret", base("Secret"), data("x", "1"), A), data("x", "1"), B);
    ObjectNode left = apply("Secret", both, data("y", "2"), A);
    assertThat(Json.map(left, "data")).containsOnlyKeys("x", "y");
  }

  @Test
  void anotherValueForAFieldOfAnotherIsAConflict() {
    ObjectNode first = apply("Secret", base("Secret"), data("x", "1"), A);
    assertThatThrownBy(() -> apply("Secret", first, data("x", "2"), B))
        .isInstanceOf(ApiFailure.class)
        .hasMessage("Apply failed with 1 conflict: conflict with \"a\": .data.x");
  }

  @Test
  void forceTakesTheField() {
    ObjectNode first = apply("Secret", base("Secret"), data("x", "1"), A);
    ObjectNode taken = rules("Secret").apply(first, data("x", "2"), B, true, NOW);
    assertThat(Json.map(taken, "data")).containsEntry("x", "2");
    // A no longer owns it, so that its next apply without the field leaves it alone.
    assertThat(Json.map(apply("Secret", taken, data("z", "3"), A), "data")).containsKeys("x", "z");
  }

  @Test
  void applyingTheSameAgainChangesNothing() {
    ObjectNode first = apply("Secret", base("Secret"), data("x", "1"), A);
    ObjectNode again = rules("Secret").apply(first, data("x", "1"), A, false, NOW.plusSeconds(60));
    assertThat(again).isEqualTo(first);
  }

  @Test
  void listItemsAreMergedByTheirKeys() {
    ObjectNode a = parse("{\"spec\":{\"ports\":[{\"port\":80,\"name\":\"web\"}]}}");
    ObjectNode b = parse("{\"spec\":{\"ports\":[{\"port\":81,\"name\":\"other\"}]}}");
    ObjectNode both = apply("Service", apply("Service", base("Service"), a, A), b, B);
    assertThat(Json.items(both, "spec", "ports")).hasSize(2);
    ObjectNode left = apply("Service", both, parse("{\"spec\":{\"type\":\"ClusterIP\"}}"), A);
    assertThat(Json.objects(left, "spec", "ports").map(port -> Json.text(port, "name")))
        .containsExactly("other");
  }

  @Test
  void anUpdateTakesOwnershipOfWhatItChanges() {
    ObjectNode first = apply("Secret", base("Secret"), data("x", "1"), A);
    ObjectNode updated = first.deepCopy();
    Json.ensure(updated, "data").put("x", "9");
    ManagedFieldsWriter.updated(first, updated, Owner.component("editor", ""), NOW);
    assertThatThrownBy(() -> apply("Secret", updated, data("x", "1"), A))
        .hasMessageContaining("conflict with \"editor\" using v1: .data.x");
  }

  @Test
  void finalizersAreASet() {
    ObjectNode a = parse("{\"metadata\":{\"finalizers\":[\"t/a\"]}}");
    ObjectNode b = parse("{\"metadata\":{\"finalizers\":[\"t/b\"]}}");
    ObjectNode both = apply("Pod", apply("Pod", base("Pod"), a, A), b, B);
    assertThat(Json.texts(both, "metadata", "finalizers")).containsExactly("t/a", "t/b");
    ObjectNode left = apply("Pod", both, parse("{\"metadata\":{\"labels\":{\"k\":\"v\"}}}"), A);
    assertThat(Json.texts(left, "metadata", "finalizers")).containsExactly("t/b");
  }

  private static ObjectNode apply(String kind, ObjectNode live, ObjectNode config, Owner owner) {
    return rules(kind).apply(live, config, owner, false, NOW);
  }

  private static ServerSideApply rules(String kind) {
    return new ServerSideApply(MergeSchema.of(kind));
  }

  private static ObjectNode base(String kind) {
    return parse("{\"apiVersion\":\"v1\",\"kind\":\"" + kind + "\",\"metadata\":{\"name\":\"n\"}}");
  }

  private static ObjectNode data(String key, String value) {
    ObjectNode config = Json.object().put("apiVersion", "v1");
    config.putObject("data").put(key, value);
    return config;
  }

  private static ObjectNode parse(String json) {
    ObjectNode node = (ObjectNode) Json.parse(json);
    node.put("apiVersion", "v1");
    return node;
  }
}
