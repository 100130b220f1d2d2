package online.neuropod.api.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static LogLines lines(String text) {
    return new LogLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<List<String>> all(LogLines lines) throws IOException {
    var all = new ArrayList<List<String>>();
    for (List<String> next = lines.next(); !next.isEmpty(); next = lines.next()) {
      all.add(next);
    }
    return all;
  }

  @Test
  void linesThatAreThereComeTogether() throws IOException {
    assertThat(all(lines("one\n\ntwo\r\nthree")))
        .containsExactly(List.of("one", "", "two", "three"));
    assertThat(all(lines("one\n"))).containsExactly(List.of("one"));
    assertThat(all(lines(""))).isEmpty();
  }

  @Test
  void manyLinesComeInParts() throws IOException {
    String text = IntStream.range(0, 450).mapToObj(i -> i + "\n").collect(Collectors.joining());
    assertThat(all(lines(text)).stream().map(List::size)).containsExactly(200, 200, 50);
  }

  @Test
  void aLineWithoutAnEndComesInPieces() throws IOException {
    var endless =
        new LogLines(
            new InputStream() {
              @Override
              public int read() {
                return 'x';
              }

              @Override
              public int available() {
                return 1;
              }
            });
    for (int i = 0; i < 3; i++) {
      List<String> next = endless.next();
      assertThat(next).allMatch(piece -> piece.length() == LogLines.MAX_LINE);
      assertThat(next.size()).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void noCharacterIsTornApart() throws IOException {
    String text = "x" + "🙂".repeat(LogLines.MAX_LINE);
    assertThat(all(lines(text)).stream().flatMap(List::stream))
        .allMatch(piece -> StandardCharsets.UTF_8.newEncoder().canEncode(piece));
    assertThat(all(lines(text)).stream().flatMap(List::stream).collect(Collectors.joining()))
        .isEqualTo(text);
  }
}
