package online.neuropod.api.answer;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;

/**
 * A request whose body ends with a {@link Refusal} when it is larger than any that is taken, or
 * comes so slowly that it only holds a connection.
 */
final class BodyLimit extends HttpServletRequestWrapper {
  private static final long MAX_BYTES = 1024 * 1024L;

  /** A megabyte over a slow line; who sends a byte now and then would never end. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private BodyLimit(HttpServletRequest request) {
    super(request);
  }

  static HttpServletRequest on(HttpServletRequest request) {
    if (request.getContentLengthLong() > MAX_BYTES) {
      throw Refusal.of(FailureCode.PAYLOAD_TOO_LARGE);
    }
    return new BodyLimit(request);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Counted(super.getInputStream());
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream body;
    private final long began = System.nanoTime();
    private long read;

    private Counted(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int next = body.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int bytes = body.read(into, offset, length);
      count(bytes);
      return bytes;
    }

    private void count(int bytes) {
      read += Math.max(bytes, 0);
      if (read > MAX_BYTES) {
        throw Refusal.of(FailureCode.PAYLOAD_TOO_LARGE);
      }
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw Refusal.of(FailureCode.REQUEST_TIMEOUT);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
