package online.neuropod.simulator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import online.neuropod.simulator.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SelectorTest {
  private static final JsonNode POD =
      Json.parse(
          """
          {"metadata": {"name": "p", "namespace": "n", "labels": {"app": "web", "tier": "", "a.b/c": "d"}},
           "spec": {"nodeName": "node-1"}, "status": {"phase": "Running"}}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app=web           | true",
        "app==web          | true",
        "app=api           | false",
        "app!=api          | true",
        "other!=x          | true",
        "app               | true",
        "!app              | false",
        "other             | false",
        "!other            | true",
        "tier=             | true",
        "a.b/c=d           | true",
        "app in (web, api) | true",
        "app in (api)      | false",
        "app notin (api)   | true",
        "other notin (api) | true",
        "other in (api)    | false",
        "app=web,tier      | true",
        "app=web,!tier     | false",
        "app in (a,web),a.b/c=d | true"
      })
  void labels(String selector, boolean chosen) {
    assertThat(Selector.parse(ResourceTypes.PODS, selector, "").test(POD)).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.name=p                     | true",
        "metadata.name!=p                    | false",
        "metadata.namespace=n,spec.nodeName=node-1 | true",
        "status.phase=Pending                | false"
      })
  void fields(String selector, boolean chosen) {
    assertThat(Selector.parse(ResourceTypes.PODS, "", selector).test(POD)).isEqualTo(chosen);
  }

  @Test
  void fieldsThatAreNotIndexedAreRefused() {
    assertThatThrownBy(() -> Selector.parse(ResourceTypes.PODS, "", "spec.hostname=x"))
        .isInstanceOf(ApiFailure.class)
        .hasMessage("field label not supported: spec.hostname");
  }

  @Test
  void whatIsNoSelectorIsRefused() {
    assertThatThrownBy(() -> Selector.parse(ResourceTypes.PODS, "app in web", ""))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(400));
  }
}
