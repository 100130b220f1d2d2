package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.notices.NoticeStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The examples of docs/websocket.md: clients' frames are understood, and the server's look so. */
class WebsocketDocIT extends ApiFixture {
  private static final Path DOCUMENT = Path.of("../docs/websocket.md");
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Autowired private NoticeStore notices;

  private final Map<String, JsonNode> examples = new HashMap<>();
  private final Set<String> held = new HashSet<>();

  @BeforeEach
  void read() throws Exception {
    EXAMPLE
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(MatchResult::group)
        .map(block -> json.readTree(block.replace("```json", "").replace("```", "")))
        .forEach(frame -> examples.put(frame.path("type").stringValue(), frame));
  }

  /** Sends an example with these values instead of its own, and holds the answer against one. */
  private void ask(Socket socket, String type, String answer, Map<String, Object> instead)
      throws Exception {
    JsonNode example = example(type);
    ObjectNode frame = (ObjectNode) example.deepCopy();
    instead.forEach((name, value) -> ((ObjectNode) frame.path("data")).putPOJO(name, value));
    socket.sendText(json.writeValueAsString(frame));
    JsonNode real = socket.frame(answer, _ -> true);
    assertThat(real.path("id")).as(answer).isEqualTo(example.path("id"));
    hold(real);
  }

  private JsonNode example(String type) {
    held.add(type);
    return Objects.requireNonNull(examples.get(type), () -> "no example of " + type);
  }

  private void hold(JsonNode real) {
    String type = real.path("type").stringValue();
    holdAlike(type, example(type), real);
  }

  /** The same names at the same places, with values of the same kinds. */
  private static void holdAlike(String place, JsonNode example, JsonNode real) {
    if (example.isNull() || real.isNull()) {
      return;
    }
    assertThat(real.getNodeType()).as(place).isEqualTo(example.getNodeType());
    if (real.isObject()) {
      assertThat(names(real)).as(place).isEqualTo(names(example));
      names(real)
          .forEach(name -> holdAlike(place + "." + name, example.path(name), real.path(name)));
    } else if (real.isArray() && !real.isEmpty() && !example.isEmpty()) {
      holdAlike(place + "[0]", example.path(0), real.path(0));
    }
  }

  private static Set<String> names(JsonNode node) {
    return node.propertyNames().stream().collect(Collectors.toSet());
  }

  @Test
  void everyExampleIsAsItReallyIs() throws Exception {
    Person owner = client();
    Person admin = admin();
    Map<String, String> english = Map.of("Accept-Language", "en");
    try (Socket socket = Socket.open(uri(), json, english);
        Socket admins = Socket.open(uri(), json, english)) {
      ask(socket, "auth", "connection", Map.of("token", owner.token()));
      admins.signIn(admin.token());
      ask(socket, "subscribe", "subscribed", Map.of());
      Pod pod = pod(owner, "my-pod");
      hold(socket.frame("podCreated", _ -> true));
      running(pod);
      hold(socket.frame("notification", _ -> true));
      ask(socket, "requestLogs", "podLogs", Map.of("podId", pod.id()));
      Instant now = Instant.now();
      wallets.change(
          owner.id(), now, draft -> draft.reserve(pod.id(), 1, 1, 1, 0, Duration.ofHours(1)));
      hold(socket.frame("walletUpdate", _ -> true));
      notices.publish(
          notice(
              Optional.of(owner.id()),
              Notice.Kind.LOW_BALANCE,
              Map.of("level", "PT1H", "available", "500000", "runsOutAt", now.toString())));
      hold(socket.frame("lowBalanceAlert", _ -> true));
      notices.publish(
          notice(Optional.empty(), Notice.Kind.BILLING_RESTARTED, Map.of("session", "1")));
      hold(admins.frame("adminNotification", _ -> true));
      owner.calls().delete("/api/pods/" + pod.id()).expect(202);
      write(pod, PodStatus.DELETED);
      hold(socket.frame("podDeleted", _ -> true));
      ask(socket, "unsubscribe", "unsubscribed", Map.of());
      ask(socket, "ping", "pong", Map.of());
      socket.sendText(
          "{\"type\":\"subscribe\",\"id\":5,\"data\":{\"topic\":\"pods\",\"userEmail\":\"a\"}}");
      JsonNode error = socket.frame("error", _ -> true);
      hold(error);
      assertThat(error).isEqualTo(example("error"));
    }
    assertThat(held).as("every example was held against a real one").isEqualTo(examples.keySet());
  }

  private Notice notice(Optional<String> userId, Notice.Kind kind, Map<String, String> details) {
    return new Notice(
        UUID.randomUUID().toString(), userId, kind, Optional.empty(), details, Instant.now());
  }
}
