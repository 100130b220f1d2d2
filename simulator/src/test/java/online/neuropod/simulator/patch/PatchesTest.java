package online.neuropod.simulator.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ApiFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class PatchesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"b\"}            | {\"a\":\"c\"}              | {\"a\":\"c\"}",
        "{\"a\":\"b\"}            | {\"b\":\"c\"}              | {\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"}            | {\"a\":null}               | {}",
        "{\"a\":[\"b\"]}          | {\"a\":\"c\"}              | {\"a\":\"c\"}",
        "{\"a\":{\"b\":\"c\"}}    | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
        "{\"e\":null}             | {\"a\":1}                  | {\"e\":null,\"a\":1}",
        "{}                       | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}"
      })
  void mergePatchFollowsTheExamplesOfRfc7386(String target, String patch, String expected) {
    assertThat(MergePatch.apply(Json.parse(target), Json.parse(patch)))
        .isEqualTo(Json.parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"foo\":\"bar\"} | [{\"op\":\"add\",\"path\":\"/baz\",\"value\":1}] |"
            + " {\"foo\":\"bar\",\"baz\":1}",
        "{\"foo\":[1,2]} | [{\"op\":\"add\",\"path\":\"/foo/1\",\"value\":9}] | {\"foo\":[1,9,2]}",
        "{\"foo\":[1,2]} | [{\"op\":\"add\",\"path\":\"/foo/-\",\"value\":9}] | {\"foo\":[1,2,9]}",
        "{\"foo\":[1,2]} | [{\"op\":\"remove\",\"path\":\"/foo/0\"}] | {\"foo\":[2]}",
        "{\"a\":1} | [{\"op\":\"replace\",\"path\":\"/a\",\"value\":2}] | {\"a\":2}",
        "{\"a\":{\"b\":1},\"c\":{}} | [{\"op\":\"move\",\"from\":\"/a/b\",\"path\":\"/c/d\"}] |"
            + " {\"a\":{},\"c\":{\"d\":1}}",
        "{\"a\":1} | [{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"}] | {\"a\":1,\"b\":1}",
        "{\"x/y\":1} |"
            + " [{\"op\":\"test\",\"path\":\"/x~1y\",\"value\":1},{\"op\":\"replace\",\"path\":\"/x~1y\",\"value\":2}]"
            + " | {\"x/y\":2}",
        "{\"a\":1} | [{\"op\":\"replace\",\"path\":\"\",\"value\":{\"b\":2}}] | {\"b\":2}"
      })
  void jsonPatchDoesWhatRfc6902Says(String target, String patch, String expected) {
    assertThat(JsonPatch.apply(Json.parse(target), Json.parse(patch)))
        .isEqualTo(Json.parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"op\":\"test\",\"path\":\"/a\",\"value\":2}]",
        "[{\"op\":\"remove\",\"path\":\"/b\"}]",
        "[{\"op\":\"replace\",\"path\":\"/b\",\"value\":2}]",
        "[{\"op\":\"add\",\"path\":\"/b/c\",\"value\":2}]"
      })
  void aJsonPatchThatDoesNotApplyIsRefused(String patch) {
    assertThatThrownBy(() -> JsonPatch.apply(Json.parse("{\"a\":1}"), Json.parse(patch)))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(422));
  }

  @Test
  void strategicMergeMergesContainersByName() {
    ObjectNode pod =
        object(
            "{\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"x\",\"env\":[{\"name\":\"E\",\"value\":\"1\"}]},{\"name\":\"b\"}]}}");
    ObjectNode patch =
        object(
            "{\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"y\",\"env\":[{\"name\":\"F\",\"value\":\"2\"}]}]}}");
    assertThat(strategic("Pod", pod, patch))
        .isEqualTo(
            object(
                "{\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"y\",\"env\":[{\"name\":\"E\",\"value\":\"1\"},{\"name\":\"F\",\"value\":\"2\"}]},{\"name\":\"b\"}]}}"));
  }

  @Test
  void strategicMergeKnowsItsDirectives() {
    ObjectNode pod =
        object(
            "{\"metadata\":{\"finalizers\":[\"a/a\",\"b/b\"]},\"spec\":{\"containers\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"nodeSelector\":{\"k\":\"v\"}}}");
    ObjectNode patch =
        object(
            "{\"metadata\":{\"$deleteFromPrimitiveList/finalizers\":[\"a/a\"]},\"spec\":{\"containers\":[{\"name\":\"a\",\"$patch\":\"delete\"}],\"nodeSelector\":{\"$patch\":\"replace\",\"x\":\"y\"}}}");
    assertThat(strategic("Pod", pod, patch))
        .isEqualTo(
            object(
                "{\"metadata\":{\"finalizers\":[\"b/b\"]},\"spec\":{\"containers\":[{\"name\":\"b\"}],\"nodeSelector\":{\"x\":\"y\"}}}"));
  }

  @Test
  void strategicMergeReplacesListsWithoutAKey() {
    ObjectNode ingress = object("{\"spec\":{\"rules\":[{\"host\":\"a\"}]}}");
    ObjectNode patch = object("{\"spec\":{\"rules\":[{\"host\":\"b\"}]}}");
    assertThat(strategic("Ingress", ingress, patch)).isEqualTo(patch);
  }

  private static ObjectNode strategic(String kind, ObjectNode target, ObjectNode patch) {
    return new StrategicMergePatch(MergeSchema.of(kind)).apply(target, patch);
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Json.parse(json);
  }
}
