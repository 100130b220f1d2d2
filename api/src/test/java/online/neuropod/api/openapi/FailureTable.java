package online.neuropod.api.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import online.neuropod.api.answer.FailureCode;

/** The table of failures in {@code docs/api.md}, made of the codes and their texts. */
final class FailureTable {
  private static final String BEGIN = "<!-- failures: written by `make openapi` -->\n";
  private static final String END = "<!-- end of failures -->";

  private final Path document;

  FailureTable(Path document) {
    this.document = document;
  }

  /** The document as it is. */
  String document() throws IOException {
    return Files.readString(document);
  }

  /** The document as it has to be. */
  String documentWithTable() throws IOException {
    String text = document();
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    return text.substring(0, begin) + table() + text.substring(text.indexOf(END));
  }

  void write() throws IOException {
    Files.writeString(document, documentWithTable());
  }

  private static String table() {
    // With the names of the values that a text has.
    ResourceBundle texts = ResourceBundle.getBundle("online.neuropod.api.messages", Locale.ENGLISH);
    return Arrays.stream(FailureCode.values())
        .map(
            code ->
                "| %d | `%s` | %s |\n"
                    .formatted(code.status().value(), code, texts.getString("failure." + code)))
        .collect(
            Collectors.joining("", "| status | code | in English |\n| --- | --- | --- |\n", ""));
  }
}
