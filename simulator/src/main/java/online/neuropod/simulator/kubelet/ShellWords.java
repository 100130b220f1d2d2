package online.neuropod.simulator.kubelet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a script into words and separators, and puts values in place of variables. */
final class ShellWords {
  /** Stands for a dollar sign that is not to be expanded. */
  private static final char QUOTED_DOLLAR = '\u0001';

  private static final Pattern ARITHMETIC =
      Pattern.compile("\\$\\(\\((\\w+)\\s*([+*-])\\s*(\\w+)\\)\\)");
  private static final Pattern SEQUENCE =
      Pattern.compile("\\$\\(seq (\\d+)(?: (\\d+))?\\)|\\{(\\d+)\\.\\.(\\d+)}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)(?::-([^}]*))?}?");
  private static final int LONGEST_SEQUENCE = 20_000;

  private final String script;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String script) {
    this.script = script;
  }

  /**
   * The words of a script; {@code ;}, {@code &&}, {@code ||}, {@code |} and {@code &} stand alone.
   */
  static List<String> split(String script) {
    ShellWords split = new ShellWords(script);
    split.split();
    return split.words;
  }

  private void split() {
    while (at < script.length()) {
      char c = script.charAt(at++);
      switch (c) {
        case '\'' -> quoted(script.indexOf('\'', at), true);
        case '"' -> quoted(script.indexOf('"', at), false);
        case '\\' -> append(at < script.length() ? script.charAt(at++) : ' ');
        case ' ', '\t' -> end();
        case '\n', ';' -> separator(";");
        case '&', '|' -> doubled(c);
        case '#' -> comment(c);
        case '$' -> dollar();
        default -> append(c);
      }
    }
    end();
  }

  private void quoted(int close, boolean literally) {
    int end = close < 0 ? script.length() : close;
    String text = script.substring(at, end);
    word.append(literally ? text.replace('$', QUOTED_DOLLAR) : text);
    inWord = true;
    at = Math.min(script.length(), end + 1);
  }

  private void doubled(char c) {
    if (word.toString().endsWith(">")) {
      append(c);
    } else if (at < script.length() && script.charAt(at) == c) {
      at++;
      separator("" + c + c);
    } else {
      separator("" + c);
    }
  }

  private void comment(char c) {
    if (inWord) {
      append(c);
      return;
    }
    int end = script.indexOf('\n', at);
    at = end < 0 ? script.length() : end;
  }

  /** A substitution is one word, whatever stands in it. */
  private void dollar() {
    append('$');
    if (at < script.length() && script.charAt(at) == '(') {
      int depth = 0;
      do {
        char c = script.charAt(at++);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        append(c);
      } while (depth > 0 && at < script.length());
    }
  }

  private void append(char c) {
    word.append(c);
    inWord = true;
  }

  private void separator(String text) {
    end();
    words.add(text);
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  /** A word with its variables and simple substitutions replaced. */
  static String expand(String word, Map<String, String> variables) {
    String text =
        ARITHMETIC
            .matcher(word)
            .replaceAll(
                match -> calculate(match.group(1), match.group(2), match.group(3), variables));
    text =
        text.replaceAll(
            "\\$\\(hostname\\)", Matcher.quoteReplacement(variables.getOrDefault("HOSTNAME", "")));
    text =
        SEQUENCE
            .matcher(text)
            .replaceAll(
                match -> sequence(match.group(1), match.group(2), match.group(3), match.group(4)));
    text =
        VARIABLE
            .matcher(text)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        variables.getOrDefault(
                            match.group(1), match.group(2) == null ? "" : match.group(2))));
    return text.replace(QUOTED_DOLLAR, '$');
  }

  private static String calculate(
      String left, String operator, String right, Map<String, String> variables) {
    long a = value(left, variables);
    long b = value(right, variables);
    return Long.toString(
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          default -> a * b;
        });
  }

  private static long value(String word, Map<String, String> variables) {
    String text = variables.getOrDefault(word, word);
    return text.matches("-?\\d{1,15}") ? Long.parseLong(text) : 0;
  }

  private static String sequence(String first, String second, String from, String to) {
    int start =
        from != null ? Integer.parseInt(from) : second != null ? Integer.parseInt(first) : 1;
    int end = Integer.parseInt(to != null ? to : second != null ? second : first);
    StringBuilder numbers = new StringBuilder();
    for (int i = start; i <= end && i - start < LONGEST_SEQUENCE; i++) {
      numbers.append(numbers.isEmpty() ? "" : " ").append(i);
    }
    return numbers.toString();
  }
}
