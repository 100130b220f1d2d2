package online.neuropod.simulator.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import online.neuropod.simulator.kubelet.Program.Line;
import org.junit.jupiter.api.Test;

class ShellTest {
  @Test
  void echoesAndExits() {
    Shell.Trace trace = script("echo \"hello $NAME\"; echo '$NAME' ; exit 3");
    assertThat(texts(trace)).containsExactly("hello world", "$NAME");
    assertThat(trace.end()).hasValueSatisfying(end -> assertThat(end.code()).isEqualTo(3));
  }

  @Test
  void sleepsForEver() {
    assertThat(script("echo up && sleep infinity").end()).isEmpty();
    assertThat(Shell.run(List.of("sleep", "infinity"), Map.of(), "h").end()).isEmpty();
    assertThat(script("tail -f /dev/null").end()).isEmpty();
  }

  @Test
  void sleepsForAWhile() {
    assertThat(Shell.run(List.of("sleep", "2"), Map.of(), "h").end())
        .hasValueSatisfying(
            end -> {
              assertThat(end.after().toMillis()).isBetween(2_000L, 2_200L);
              assertThat(end.code()).isZero();
            });
  }

  @Test
  void loops() {
    assertThat(texts(script("for i in 1 2 3; do echo n$i; done")))
        .containsExactly("n1", "n2", "n3");
    assertThat(texts(script("for i in $(seq 1 100); do echo $i; done"))).hasSize(100);
    assertThat(texts(script("i=0; while true; do echo $i; i=$((i+1)); sleep 1; done")))
        .startsWith("0", "1", "2");
    assertThat(script("while true; do sleep 1; done").end()).isEmpty();
  }

  @Test
  void doesNotDoWhatAFailureRulesOut() {
    assertThat(
            texts(script("false && echo no; false || echo yes; true || echo no; true && echo and")))
        .containsExactly("yes", "and");
    assertThat(script("true; false").end())
        .hasValueSatisfying(end -> assertThat(end.code()).isEqualTo(1));
  }

  @Test
  void knowsServers() {
    Shell.Trace trace = script("cd /srv && exec python3 -m http.server 3000");
    assertThat(trace.end()).isEmpty();
    assertThat(trace.servers())
        .singleElement()
        .satisfies(server -> assertThat(server.port()).contains(3000));
  }

  @Test
  void waitsForWhatItStartedInTheBackground() {
    assertThat(script("trap 'exit 0' TERM; sleep infinity & wait").end()).isEmpty();
  }

  @Test
  void unknownCommandsRunForEverWhenTheyAreTheLast() {
    assertThat(script("prepare-things; my-server --verbose").end()).isEmpty();
  }

  private static Shell.Trace script(String text) {
    return Shell.run(List.of("sh", "-c", text), Map.of("NAME", "world"), "host");
  }

  private static List<String> texts(Shell.Trace trace) {
    return trace.lines().stream().map(Line::text).toList();
  }
}
