package online.neuropod.simulator.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 31, Long.MIN_VALUE})
  void aNumberIsTheSameAfterItWasWrittenAndRead(long number) {
    ObjectNode object = Json.object().put("primitive", number).put("boxed", (Long) number);
    object.putArray("array").add(number);
    assertThat(Json.parse(Json.write(object))).isEqualTo(object);
    assertThat(Json.parseYaml(Json.write(object))).isEqualTo(object);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void theWidthOfANumberMakesNoDifference(int number) {
    assertThat(Json.object().put("n", (long) number)).isEqualTo(Json.object().put("n", number));
  }
}
