package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import online.neuropod.domain.pod.Ports.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  private static final List<HttpPort> TEMPLATE =
      List.of(new HttpPort(8888, "Jupyter Lab", false), new HttpPort(3000, "Web Server", false));

  @Property
  void readsBackEveryListOfPorts(
      @ForAll @Size(min = 1, max = Ports.MAX) @UniqueElements
          List<@IntRange(min = 1, max = 65535) Integer> ports) {
    String text = ports.stream().map(String::valueOf).collect(Collectors.joining(" , "));

    assertThat(Ports.parse(text)).isEqualTo(new Ports.Parsed(ports, Optional.empty()));
  }

  @Property
  void neverFailsAndNeverGivesPortsWithAFault(@ForAll String text) {
    Ports.Parsed parsed = Ports.parse(text);

    assertThat(parsed.ports().isEmpty()).isEqualTo(parsed.fault().isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | EMPTY",
        "\"   \" | EMPTY",
        "0 | NOT_A_PORT",
        "65536 | NOT_A_PORT",
        "-1 | NOT_A_PORT",
        "80a | NOT_A_PORT",
        "8.8 | NOT_A_PORT",
        "80 81 | NOT_A_PORT",
        "80,,81 | NOT_A_PORT",
        "80, | NOT_A_PORT",
        "99999999999999999999 | NOT_A_PORT",
        "٨٠ | NOT_A_PORT",
        "80, 3000, 80 | DUPLICATE",
        "80, 080 | DUPLICATE",
        "1,2,3,4,5,6,7,8,9,10,11 | TOO_MANY",
      })
  void saysWhatIsWrong(String text, Fault fault) {
    assertThat(Ports.parse(text).fault()).contains(fault);
  }

  @Test
  void takesTheNamesOfTheTemplateAndNumbersTheOthersByTheirPlace() {
    assertThat(Ports.name(List.of(3000, 7000, 8888, 7001), TEMPLATE, false))
        .containsExactly(
            new HttpPort(3000, "Web Server", false),
            new HttpPort(7000, "Servicio 2", true),
            new HttpPort(8888, "Jupyter Lab", false),
            new HttpPort(7001, "Servicio 4", true));
  }

  @Test
  void theTemplatesNameOfThePortIsStrongerThanJupyters() {
    var lab = List.of(new HttpPort(8888, "Mi Lab", false));

    assertThat(Ports.name(List.of(8888), lab, true))
        .containsExactly(new HttpPort(8888, "Mi Lab", false));
  }

  @Test
  void withADockerImageOnlyTheJupyterRuleApplies() {
    assertThat(Ports.name(List.of(3000, 8888), List.of(), true))
        .containsExactly(
            new HttpPort(3000, "Servicio 1", true), new HttpPort(8888, "Jupyter Lab", false));
    assertThat(Ports.name(List.of(3000, 8888), List.of(), false))
        .containsExactly(
            new HttpPort(3000, "Servicio 1", true), new HttpPort(8888, "Servicio 2", true));
  }

  @Test
  void jupyterAddsItsPortAtTheEndWhereItLacks() {
    assertThat(Ports.name(List.of(3000), List.of(), true))
        .containsExactly(
            new HttpPort(3000, "Servicio 1", true), new HttpPort(8888, "Jupyter Lab", false));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void refusesPortsThatAreNone(int port) {
    assertThatThrownBy(() -> new HttpPort(port, "x", true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TcpPort(port, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65535})
  void takesTheFirstAndTheLastPort(int port) {
    assertThat(new HttpPort(port, "x", true).port()).isEqualTo(port);
    assertThat(new TcpPort(port, "x").port()).isEqualTo(port);
    assertThat(Ports.parse(Integer.toString(port)).ports()).containsExactly(port);
  }
}
