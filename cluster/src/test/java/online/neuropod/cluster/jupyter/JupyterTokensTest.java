package online.neuropod.cluster.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JupyterTokensTest {
  @Test
  void theNewestTokenInALogComesFirst() {
    String log =
        """
        http://p:8888/lab?token=aaa1
        http://p:8888/lab?token=...
        restarted
        http://p:8888/lab?token=bbb2
            or http://127.0.0.1:8888/lab?token=bbb2
        """;

    assertThat(JupyterTokens.candidates(log)).containsExactly("bbb2", "aaa1");
  }

  @Test
  void aLogCannotMakeUsTryWithoutEnd() {
    var log = new StringBuilder();
    IntStream.range(0, 1000).forEach(i -> log.append("token=").append(i).append('\n'));

    assertThat(JupyterTokens.candidates(log.toString())).hasSize(5).startsWith("999");
  }

  @Test
  void aTokenHas192Bits() {
    assertThat(JupyterTokens.generate())
        .matches("[a-f0-9]{48}")
        .isNotEqualTo(JupyterTokens.generate());
  }
}
