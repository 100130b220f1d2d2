package online.neuropod.api.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import org.junit.jupiter.api.Test;

/** What no well-made client sends, byte by byte. */
class HostileConnectionsIT extends ApiFixture {
  /** The server waits 20 s for what does not come; who had to wait for the slow would as well. */
  private static final Duration SLOW_ARE_CUT_OFF = Duration.ofSeconds(15);

  private String answer(String request) throws IOException {
    try (var wire = new Wire(uri())) {
      return wire.send(request).rest();
    }
  }

  @Test
  void noWayOfWritingAnAddressOpensWhatIsClosed() throws Exception {
    String client = client().token();
    for (String target :
        List.of(
            "/api/admin/alerts",
            "/api/..;/api/admin/alerts",
            "/api/pods/..;/admin",
            "/api/./admin/alerts",
            "/api/pods/../admin/alerts",
            "/api/%2e%2e/api/admin/alerts",
            "/api/%252e%252e/api/admin/alerts",
            "/api/pods/%2e%2e%2fadmin%2falerts",
            "//api/admin/alerts",
            "/api//admin/alerts",
            "/api/admin%2falerts",
            "/api/admin%252falerts",
            "/api/admin%5calerts",
            "/api\\admin\\alerts",
            "/API/ADMIN/ALERTS/../../../api/admin/alerts",
            "/api/%61dmin/alerts",
            "/%61pi/admin/alerts",
            "/api/admin/alerts;jsessionid=1",
            "/api/admin/alerts%00",
            "/api/admin/alerts/",
            "/api/admin/alerts%20",
            "/api/admin/alerts%0d%0aX-Injected:%20yes",
            "http://localhost/api/admin/alerts",
            "http://elsewhere.example/api/admin/alerts")) {
      String answer = answer(Wire.request("GET", target, client));
      assertThat(Wire.status(answer)).as("%s: %s", target, answer).isBetween(400, 499);
      assertThat(answer).doesNotContain("X-Injected").doesNotContain("\"page\"");
    }
  }

  @Test
  void noHeaderMakesARequestAnother() throws Exception {
    Person owner = client();
    Pod pod = pod(owner, "stays");
    for (String header :
        List.of(
            "X-HTTP-Method-Override: DELETE",
            "X-HTTP-Method: DELETE",
            "X-Method-Override: DELETE",
            "X-Original-URL: /api/admin/alerts",
            "X-Rewrite-URL: /api/admin/alerts",
            "X-Forwarded-Prefix: /api/admin",
            "X-Forwarded-Host: elsewhere.example",
            "X-Forwarded-Proto: gopher",
            "Forwarded: host=elsewhere.example",
            "X-Forwarded-For: 127.0.0.1, ::1")) {
      String answer = answer(Wire.request("GET", "/api/pods/" + pod.id(), owner.token(), header));
      assertThat(Wire.status(answer)).as(header).isEqualTo(200);
      assertThat(answer).doesNotContain("elsewhere.example").doesNotContain("gopher");
    }
    assertThat(pods.find(pod.id()).orElseThrow().status()).isNotEqualTo(PodStatus.DELETING);
    String redirect =
        answer(
            Wire.request("GET", "/api/docs", owner.token(), "X-Forwarded-Host: elsewhere.example"));
    assertThat(Wire.status(redirect)).isEqualTo(302);
    assertThat(redirect).doesNotContain("elsewhere.example");
  }

  @Test
  void requestsThatTwoServersReadDifferentlyAreRefused() throws Exception {
    String token = client().token();
    String smuggled = "GET /api/admin/alerts HTTP/1.1\r\nHost: x\r\n\r\n";
    for (String request :
        List.of(
            "GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n",
            "GET /api/health HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
            "GET /api/health HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
            "GET /api/health HTTP/9.9\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GE\0T /api/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            Wire.request("POST", "/api/pods", token, "Content-Length: 2", "Content-Length: 3")
                + "{}",
            Wire.request("POST", "/api/pods", token, "Content-Length: -1") + smuggled,
            Wire.request("POST", "/api/pods", token, "Transfer-Encoding: chunked, x") + smuggled,
            Wire.request("GET", "/api/health", token, "X: " + "x".repeat(100_000)),
            Wire.request("GET", "/api/" + "x".repeat(100_000), token))) {
      String answer = answer(request);
      assertThat(Wire.status(answer)).as("%.90s: %s", request, answer).isBetween(400, 599);
      assertThat(Wire.status(answer)).as("%.90s", request).isNotEqualTo(500);
    }
  }

  @Test
  void aBodyWithoutAnEndIsCutOff() throws Exception {
    String token = client().token();
    String json = "Content-Type: application/json";
    try (var wire = new Wire(uri())) {
      wire.send(Wire.request("POST", "/api/pods", token, json, "Transfer-Encoding: chunked"));
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      long sent = 0;
      try {
        while (sent < 100_000_000) {
          wire.send(chunk);
          sent += chunk.length();
        }
      } catch (IOException closed) {
        assertThat(closed).isNotNull();
      }
      assertThat(sent).as("bytes that were taken").isLessThan(50_000_000);
    }
    try (var wire = new Wire(uri())) {
      wire.send(Wire.request("POST", "/api/pods", token, json, "Content-Length: 10485760"));
      assertThat(Wire.status(wire.begin())).isEqualTo(413);
    }
  }

  @Test
  void whoIsSlowKeepsNobodyWaiting() throws Exception {
    Person person = client();
    List<Wire> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        slow.add(
            new Wire(uri())
                .send(
                    "POST /api/pods HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + person.token()
                        + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
      }
      long begin = System.nanoTime();
      person.calls().get("/api/wallet").expect(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SLOW_ARE_CUT_OFF);
    } finally {
      for (Wire wire : slow) {
        wire.close();
      }
    }
  }
}
