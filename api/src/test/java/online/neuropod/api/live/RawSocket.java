package online.neuropod.api.live;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The other end of a socket as a program of ill will may have it: it does what it is told. */
final class RawSocket implements AutoCloseable {
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket;
  private final DataInputStream in;
  private final String answer;

  /**
   * What came.
   *
   * @param kind of frame
   * @param text in it
   * @param closeCode of a frame that closes, else 0
   */
  record Frame(int kind, String text, int closeCode) {}

  /**
   * Opens it.
   *
   * @param path with its query
   * @param headers more lines of the handshake, each with its end
   */
  RawSocket(URI base, String path, String headers) throws IOException {
    this.socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new DataInputStream(socket.getInputStream());
    String handshake =
        String.join(
            "\r\n",
            "GET " + path + " HTTP/1.1",
            "Host: " + base.getAuthority(),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            headers + "\r\n");
    write(handshake.getBytes(StandardCharsets.US_ASCII));
    this.answer = head();
  }

  /** Status line and headers of the handshake's answer. */
  String answer() {
    return answer;
  }

  private String head() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  /** Sends a frame. */
  RawSocket send(int kind, byte[] data) throws IOException {
    var frame = new ByteArrayOutputStream();
    frame.write(FINAL | kind);
    if (data.length < 126) {
      frame.write(MASKED | data.length);
    } else {
      frame.write(MASKED | 126);
      frame.write(ByteBuffer.allocate(2).putShort((short) data.length).array());
    }
    // A mask of zeros leaves the data as they are.
    frame.write(new byte[4]);
    frame.write(data);
    write(frame.toByteArray());
    return this;
  }

  RawSocket send(String text) throws IOException {
    return send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next frame; nothing is answered to it. */
  Frame next() throws IOException {
    int kind = in.readUnsignedByte() & 0xf;
    int length = in.readUnsignedByte();
    byte[] data = new byte[length == 126 ? in.readUnsignedShort() : length];
    in.readFully(data);
    int code = kind == CLOSE && data.length >= 2 ? ByteBuffer.wrap(data).getShort() : 0;
    return new Frame(kind, new String(data, StandardCharsets.UTF_8), code);
  }

  /** The next frame of this kind. */
  Frame await(int kind) throws IOException {
    Frame next = next();
    while (next.kind() != kind) {
      next = next();
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
