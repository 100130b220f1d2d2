package online.neuropod.api.pods;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A log in lines, as they come. A line that is too long comes in pieces: a container that never
 * ends its line must not fill the memory of the process that reads it.
 */
public final class LogLines implements AutoCloseable {
  private static final int END = -1;

  /** The longest line, in characters. */
  public static final int MAX_LINE = 16 << 10;

  private static final int MAX_LINES = 200;
  private static final int MAX_TOGETHER = 4 * MAX_LINE;

  private final BufferedReader reader;
  private int last;

  /** Reads UTF-8. */
  public LogLines(InputStream stream) {
    this.reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /**
   * The next line, with those that are there already, at most 200; none at the end. Blocks until
   * there is one.
   *
   * @throws IOException if the log is closed
   */
  public List<String> next() throws IOException {
    var lines = new ArrayList<String>();
    int length = 0;
    while (last != END && lines.size() < MAX_LINES && length < MAX_TOGETHER) {
      if (!lines.isEmpty() && !reader.ready()) {
        break;
      }
      String line = line();
      if (last != END || !line.isEmpty()) {
        lines.add(line);
        length += line.length();
      }
    }
    return lines;
  }

  /** Up to the next line feed, the end, or the longest length. */
  private String line() throws IOException {
    var line = new StringBuilder();
    last = reader.read();
    while (last != END && last != '\n') {
      line.append((char) last);
      if (line.length() >= MAX_LINE && !Character.isHighSurrogate((char) last)) {
        break;
      }
      last = reader.read();
    }
    return withoutReturn(line);
  }

  private static String withoutReturn(StringBuilder line) {
    int length = line.length();
    boolean returns = length > 0 && line.charAt(length - 1) == '\r';
    return returns ? line.substring(0, length - 1) : line.toString();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
