package online.neuropod.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** What no client of good will sends, byte by byte. */
@TestPropertySource(properties = "server.tomcat.connection-timeout=1s")
class HostileRequestsIT extends ApiFixture {
  private String send(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), uri().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/pods/[",
        "/api/pods/%00",
        "/api/pods/%2e%2e%2f%2e%2e%2fetc",
        "/api/pods/..%5c",
        "/api/../../etc/passwd",
        "/api//pods",
        "/api/pods;jsessionid=1",
        "/api/pods/%zz",
        "/api/pods?q=%zz{",
        "no-slash"
      })
  void aPathThatIsATrickIs400InTheShapeOfFailures(String path) throws IOException {
    String answer = send(get(path));
    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(answer).contains("application/json").contains("\"code\":\"BAD_REQUEST\"");
  }

  @Test
  void aHeadThatIsTooLargeIsRefused() throws IOException {
    String answer =
        send("GET /api/health HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"success\":false");
    assertThat(send(get("/api/health?" + "q".repeat(40_000)))).startsWith("HTTP/1.1 400");
  }

  @Test
  void jsonThatIsTooDeepOrTooLongIs400() {
    Caller client = client().calls();
    client
        .post("/api/pods", "{\"name\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}")
        .expect(400);
    client.post("/api/pods", "{\"containerDiskSize\":" + "9".repeat(2_000) + "}").expect(400);
    client.post("/api/pods", "{\"" + "n".repeat(5_000) + "\":1}").expect(400);
    client.post("/api/pods", Map.of("name", "x".repeat(400_000))).expect(400);
  }

  @Test
  void whoDoesNotEndTheHeadIsCutOff() throws IOException {
    Instant before = Instant.now();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), uri().getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write("GET /api/health HTTP/1.1\r\nHost:".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(socket.getInputStream().readAllBytes()).isNotNull();
    }
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void manyWhoSendSlowlyHoldNobodyUp() throws IOException {
    var slow = new Socket[300];
    for (int i = 0; i < slow.length; i++) {
      slow[i] = new Socket(InetAddress.getLoopbackAddress(), uri().getPort());
      slow[i]
          .getOutputStream()
          .write(
              "POST /api/auth/mock-login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
                  .getBytes(StandardCharsets.ISO_8859_1));
    }
    Instant before = Instant.now();
    nobody().get("/api/health").expect(200);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    for (Socket socket : slow) {
      socket.close();
    }
  }
}
