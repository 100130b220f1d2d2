package online.neuropod.standalone.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import online.neuropod.simulator.SimulatedCluster;
import online.neuropod.simulator.SimulationConfig;
import online.neuropod.simulator.storage.MemoryStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class FiltersTest {
  private static SimulatedCluster cluster;

  private final MockFilterChain api = new MockFilterChain();
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @BeforeAll
  static void start() {
    cluster = SimulatedCluster.start(SimulationConfig.defaults(), new MemoryStorage());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "pods.example.com", "app.pods.example.com"})
  void whatIsForNoPodGoesToTheApi(String host) throws Exception {
    ask(pods(), request(host));
    assertThat(api.getRequest()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mi-pod-abcdefghij-8888.pods.example.com", "X.PODS.EXAMPLE.COM"})
  void whatIsForAPodIsAnsweredByTheEdgeAlone(String host) throws Exception {
    ask(pods(), request(host));
    assertThat(api.getRequest()).isNull();
    assertThat(response.getStatus()).isEqualTo(404);
    assertThat(response.getContentAsString()).isEqualTo("404 page not found\n");
    assertThat(response.getContentLength()).isEqualTo(response.getContentAsByteArray().length);
  }

  @Test
  void aWebSocketToAPodIsToldThatThereIsNone() throws Exception {
    var request = request("mi-pod-abcdefghij-8888.pods.example.com");
    request.addHeader("Upgrade", "websocket");
    ask(pods(), request);
    assertThat(api.getRequest()).isNull();
    assertThat(response.getStatus()).isEqualTo(501);
    assertThat(response.getContentAsString()).contains("simulated");
  }

  @Test
  void aWebSocketOfTheApiPasses() throws Exception {
    var request = request("localhost");
    request.addHeader("Upgrade", "websocket");
    ask(pods(), request);
    assertThat(api.getRequest()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]", "app.pods.example.com"})
  void namesOfThisMachinePass(String host) throws Exception {
    ask(new ForeignHostFilter("app.pods.example.com"), request(host));
    assertThat(api.getRequest()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "10.0.0.1"})
  void aNameThatWasMadeToLeadHereIsRefused(String host) throws Exception {
    ask(new ForeignHostFilter("app.pods.example.com"), request(host));
    assertThat(api.getRequest()).isNull();
    assertThat(response.getStatus()).isEqualTo(421);
  }

  private static SimulatedPodFilter pods() {
    return new SimulatedPodFilter(cluster.edge(), "pods.example.com", "app.pods.example.com");
  }

  private static MockHttpServletRequest request(String host) {
    var request = new MockHttpServletRequest("GET", "/");
    request.setServerName(host);
    return request;
  }

  private void ask(Filter filter, MockHttpServletRequest request)
      throws ServletException, IOException {
    filter.doFilter(request, response, api);
  }
}
