package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import online.neuropod.api.support.ApiFixture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a client of ill will, or a broken one, can do to a socket, and what it cannot. */
class HostileSocketIT extends ApiFixture {
  private RawSocket raw() throws Exception {
    return new RawSocket(uri(), "/ws", "");
  }

  private RawSocket raw(Person person) throws Exception {
    RawSocket socket =
        raw().send("{\"type\":\"auth\",\"data\":{\"token\":\"" + person.token() + "\"}}");
    assertThat(socket.await(RawSocket.TEXT).text()).contains("\"connection\"");
    return socket;
  }

  /** The next answer: what is told without having been asked is passed over. */
  private JsonNode answer(RawSocket socket) throws Exception {
    JsonNode frame = json.readTree(socket.await(RawSocket.TEXT).text());
    return frame.path("type").stringValue().equals("walletUpdate") ? answer(socket) : frame;
  }

  private String errorCode(RawSocket socket) throws Exception {
    JsonNode frame = answer(socket);
    assertThat(frame.path("type").stringValue()).isEqualTo("error");
    return frame.path("data").path("code").stringValue();
  }

  @Test
  void whoDoesNotAnswerPingsIsCutOffAfterTwo() throws Exception {
    try (RawSocket silent = raw(client())) {
      silent.await(RawSocket.PING);
      silent.await(RawSocket.PING);
      RawSocket.Frame third = silent.next();
      assertThat(third.kind()).isEqualTo(RawSocket.CLOSE);
      assertThat(third.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void binaryFramesAreWrongFrames() throws Exception {
    try (RawSocket socket = raw(client())) {
      for (int i = 0; i < 10; i++) {
        socket.send(RawSocket.BINARY, new byte[] {1, 2, 3});
        assertThat(errorCode(socket)).isEqualTo("WRONG_FRAME");
      }
      assertThat(socket.await(RawSocket.CLOSE).closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void aFrameThatIsTooLongClosesTheSocket() throws Exception {
    try (RawSocket text = raw(client());
        RawSocket binary = raw(client())) {
      text.send("{\"type\":\"ping\",\"id\":\"" + "x".repeat(8000) + "\"}");
      assertThat(answer(text).path("type").stringValue()).isEqualTo("pong");
      text.send("{\"type\":\"ping\",\"id\":\"" + "x".repeat(8192) + "\"}");
      assertThat(text.await(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
      binary.send(RawSocket.BINARY, new byte[1025]);
      assertThat(binary.await(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void noCompressionIsAgreedOn() throws Exception {
    try (RawSocket socket =
        new RawSocket(uri(), "/ws", "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
      assertThat(socket.answer()).startsWith("HTTP/1.1 101");
      assertThat(socket.answer().toLowerCase(Locale.ROOT))
          .doesNotContain("sec-websocket-extensions");
    }
  }

  @Test
  void aTokenInTheAddressIsNone() throws Exception {
    Person person = client();
    try (RawSocket socket = new RawSocket(uri(), "/ws?token=" + person.token(), "")) {
      socket.send("{\"type\":\"subscribe\",\"data\":{\"topic\":\"pods\"}}");
      assertThat(errorCode(socket)).isEqualTo("UNAUTHENTICATED");
      assertThat(socket.await(RawSocket.CLOSE).closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void whoSendsTooFastIsToldAndThenCutOff() throws Exception {
    try (RawSocket fast = raw(client());
        Socket other = Socket.open(uri(), json).signIn(client().token())) {
      for (int i = 0; i < 500; i++) {
        fast.send("{\"type\":\"ping\"}");
      }
      int pongs = 0;
      JsonNode next = answer(fast);
      while (next.path("type").stringValue().equals("pong")) {
        pongs++;
        next = answer(fast);
      }
      assertThat(pongs).isBetween(20, 200);
      assertThat(next.path("data").path("code").stringValue()).isEqualTo("RATE_LIMITED");
      assertThat(fast.await(RawSocket.CLOSE).closeCode()).isEqualTo(1008);
      other.send("ping", Map.of());
      other.await("pong");
    }
  }

  @Test
  void valuesOfAWrongTypeAreWrongFrames() throws Exception {
    try (Socket socket = Socket.open(uri(), json).signIn(client().token())) {
      for (String data :
          List.of(
              "\"requestLogs\",\"data\":{\"podId\":7}",
              "\"requestLogs\",\"data\":{\"podId\":{\"$ne\":1}}",
              "\"subscribe\",\"data\":{\"topic\":\"pods\",\"userEmail\":[]}",
              "\"subscribe\",\"data\":{\"topic\":true}",
              "\"unsubscribe\",\"data\":{\"topic\":\"pod\",\"podId\":1}")) {
        socket.sendText("{\"type\":" + data + "}");
        assertThat(socket.await("error").path("code").stringValue())
            .as(data)
            .isEqualTo("WRONG_FRAME");
      }
      assertThat(socket.isOpen()).isTrue();
    }
    try (Socket socket = Socket.open(uri(), json)) {
      socket.sendText("{\"type\":\"auth\",\"data\":{\"token\":7}}");
      assertThat(socket.awaitClose().code()).isEqualTo(1008);
    }
  }

  @Test
  void aDeeplyNestedFrameIsAWrongFrame() throws Exception {
    try (Socket socket = Socket.open(uri(), json).signIn(client().token())) {
      String deep = "[".repeat(2000) + "]".repeat(2000);
      socket.sendText("{\"type\":\"ping\",\"id\":" + deep + "}");
      assertThat(socket.await("error").path("code").stringValue()).isEqualTo("WRONG_FRAME");
    }
  }

  @Test
  void aThousandSocketsOfOnePersonTakeNothingFromOthers() throws Exception {
    Person greedy = client();
    Person other = client();
    var sockets = new ArrayList<Socket>();
    try (Socket others = Socket.open(uri(), json).signIn(other.token())) {
      int refused = 0;
      for (int i = 0; i < 1000; i++) {
        Socket socket = Socket.open(uri(), json);
        sockets.add(socket);
        socket.send("auth", Map.of("token", greedy.token()));
        JsonNode answer = socket.next();
        if (answer.path("type").stringValue().equals("error")) {
          assertThat(answer.path("data").path("code").stringValue())
              .isEqualTo("TOO_MANY_CONNECTIONS");
          assertThat(socket.awaitClose()).isEqualTo(new Socket.Close(1013, "TOO_MANY_CONNECTIONS"));
          refused++;
        }
      }
      assertThat(refused).isEqualTo(980);
      others.send("subscribe", Map.of("topic", "pods"));
      others.await("subscribed");
      pod(other, "unaffected");
      others.await("podCreated");
      try (Socket oneMore = Socket.open(uri(), json).signIn(other.token())) {
        assertThat(oneMore.isOpen()).isTrue();
      }
    } finally {
      sockets.forEach(Socket::close);
    }
  }

  @Test
  void textThatIsNoUtf8ClosesTheSocket() throws Exception {
    try (RawSocket socket = raw(client())) {
      socket.send(RawSocket.TEXT, "ñ".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(socket.await(RawSocket.CLOSE).closeCode()).isEqualTo(1007);
    }
  }
}
