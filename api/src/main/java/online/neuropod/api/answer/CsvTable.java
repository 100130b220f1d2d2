package online.neuropod.api.answer;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * A table as comma-separated values (RFC 4180, UTF-8), sent row by row, so that it may be of any
 * length. Spreadsheets take texts that begin like a formula for one: those get an apostrophe in
 * front.
 */
public final class CsvTable {
  /** Media type. */
  public static final String MEDIA_TYPE = "text/csv";

  /** As OWASP lists them, with their full-width forms. */
  private static final String BEGIN_OF_FORMULAS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final CsvWriter csv;

  private CsvTable(CsvWriter csv) {
    this.csv = csv;
  }

  /**
   * Sends a table.
   *
   * @param fileName under which a browser keeps it
   * @param header names of the columns
   * @param rows writes them
   * @throws java.io.UncheckedIOException if the other end is gone
   */
  public static void send(
      HttpServletResponse response, String fileName, List<String> header, Consumer<CsvTable> rows)
      throws IOException {
    response.setContentType(MEDIA_TYPE + ";charset=UTF-8;header=present");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(fileName).build().toString());
    CsvWriter csv = CsvWriter.builder().build(response.getOutputStream(), StandardCharsets.UTF_8);
    csv.writeRecord(header);
    rows.accept(new CsvTable(csv));
    // Not where it fails: what waits in buffers must not look like the end.
    csv.close();
  }

  /** Writes a row: texts, numbers and times; null is empty. */
  public void row(@Nullable Object... cells) {
    csv.writeRecord(Arrays.stream(cells).map(CsvTable::text).toList());
  }

  private static String text(@Nullable Object cell) {
    return switch (cell) {
      case null -> "";
      case String text -> harmless(text);
      case BigDecimal number -> number.toPlainString();
      default -> cell.toString();
    };
  }

  private static String harmless(String text) {
    return !text.isEmpty() && BEGIN_OF_FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
