package online.neuropod.simulator.kubelet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import online.neuropod.simulator.kubelet.Program.End;
import online.neuropod.simulator.kubelet.Program.Line;
import online.neuropod.simulator.kubelet.Program.Stop;

/**
 * Guesses what a command does, in no time. It knows {@code sh -c}, {@code echo}, {@code sleep},
 * {@code exit}, {@code trap}, variables, {@code for}, {@code while true}, and servers; an unknown
 * command takes a moment, and runs for ever if it is the last one.
 */
final class Shell {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash");
  private static final Set<String> QUICK =
      Set.of(
          "cd",
          "mkdir",
          "touch",
          "chmod",
          "chown",
          "cp",
          "mv",
          "rm",
          "ls",
          "set",
          "export",
          "test",
          "[",
          "true",
          ":",
          "cat",
          "date",
          "pip",
          "pip3",
          "apt-get",
          "apt",
          "command",
          "which",
          "kill",
          "ln",
          "id",
          "env",
          "printenv");
  private static final Pattern PORT = Pattern.compile("(?:^|[ :=])(\\d{2,5})(?:$|[ /])");
  private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=(.*)", Pattern.DOTALL);
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final int MOST_STEPS = 20_000;

  private final Map<String, String> variables;
  private final List<Line> lines = new ArrayList<>();
  private final List<Server> servers = new ArrayList<>();
  private Duration now = MOMENT;
  private boolean over;
  private boolean children;
  private int steps;
  private Optional<End> end = Optional.empty();
  private Stop stop = Stop.DEAF;

  /**
   * What would happen.
   *
   * @param end how it ends, if it does
   * @param servers commands that keep running
   */
  record Trace(List<Line> lines, Optional<End> end, List<Server> servers, Stop stop) {}

  /** A command that keeps running. */
  record Server(Duration at, String command, Optional<Integer> port) {}

  private Shell(Map<String, String> environment, String host) {
    this.variables = new HashMap<>(environment);
    this.variables.put("HOSTNAME", host);
  }

  /** Runs a command. */
  static Trace run(List<String> words, Map<String, String> environment, String host) {
    Shell shell = new Shell(environment, host);
    shell.command(words);
    return new Trace(shell.lines, shell.end, shell.servers, shell.stop);
  }

  private void command(List<String> words) {
    Optional<String> script = script(words);
    int code;
    if (script.isPresent()) {
      code = block(ShellWords.split(script.get()), true);
    } else {
      // Without a shell the command itself is the first process of the container.
      code = simple(words, true);
    }
    finish(code);
  }

  private static Optional<String> script(List<String> words) {
    if (words.size() < 3 || !SHELLS.contains(last(words.getFirst()))) {
      return Optional.empty();
    }
    for (int i = 1; i < words.size() - 1; i++) {
      if (words.get(i).startsWith("-") && words.get(i).endsWith("c")) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private void finish(int code) {
    if (!over) {
      over = true;
      end = Optional.of(End.exit(now, code));
    }
  }

  private int block(List<String> words, boolean outermost) {
    int code = 0;
    int at = 0;
    while (at < words.size() && !over) {
      String word = words.get(at);
      int close =
          switch (word) {
            case "for", "while", "until" ->
                closing(words, at, Set.of("for", "while", "until"), "done");
            case "if" -> closing(words, at, Set.of("if"), "fi");
            default -> endOfStatement(words, at);
          };
      List<String> statement = words.subList(at, close);
      boolean lastOne =
          outermost && words.subList(close, words.size()).stream().allMatch(";"::equals);
      boolean background = close < words.size() && words.get(close).equals("&");
      code = statement(statement, lastOne && !background, background);
      at = skip(words, close, code);
    }
    return code;
  }

  /** The place after a statement, past those that its exit code rules out. */
  private static int skip(List<String> words, int close, int code) {
    int at = close;
    while (at < words.size()) {
      String separator = words.get(at);
      boolean runs =
          switch (separator) {
            case "&&" -> code == 0;
            case "||" -> code != 0;
            case "|" -> false;
            default -> true;
          };
      at++;
      if (runs) {
        return at;
      }
      at = endOfStatement(words, at);
    }
    return at;
  }

  private static int endOfStatement(List<String> words, int from) {
    int at = from;
    while (at < words.size() && !Set.of(";", "&&", "||", "|", "&").contains(words.get(at))) {
      at++;
    }
    return at;
  }

  private static int closing(List<String> words, int from, Set<String> open, String close) {
    int depth = 0;
    for (int at = from; at < words.size(); at++) {
      depth += open.contains(words.get(at)) ? 1 : words.get(at).equals(close) ? -1 : 0;
      if (depth == 0) {
        return at + 1;
      }
    }
    return words.size();
  }

  private int statement(List<String> words, boolean lastOne, boolean background) {
    if (words.isEmpty() || ++steps > MOST_STEPS) {
      over |= steps > MOST_STEPS;
      return 0;
    }
    return switch (words.getFirst()) {
      case "for" -> forLoop(words);
      case "while", "until" -> whileLoop(words);
      case "if" -> condition(words);
      default -> {
        Duration before = now;
        int code = simple(words, lastOne);
        if (background) {
          children = true;
          now = before;
          over = false;
        }
        yield code;
      }
    };
  }

  private int forLoop(List<String> words) {
    List<String> body = between(words, "do", words.size() - 1);
    int in = words.indexOf("in");
    int doAt = words.indexOf("do");
    if (in < 0 || doAt < in) {
      return 0;
    }
    String items =
        String.join(
            " ", words.subList(in + 1, doAt).stream().filter(word -> !word.equals(";")).toList());
    for (String item : ShellWords.expand(items, variables).split("\\s+", -1)) {
      if (!over) {
        variables.put(words.get(1), item);
        block(body, false);
      }
    }
    return 0;
  }

  private int whileLoop(List<String> words) {
    List<String> body = between(words, "do", words.size() - 1);
    boolean endless = words.size() > 1 && Set.of("true", ":", "[").contains(words.get(1));
    while (endless && !over) {
      Duration before = now;
      block(body, false);
      if (now.equals(before)) {
        now = now.plus(MOMENT);
      }
    }
    return 0;
  }

  private int condition(List<String> words) {
    int then = words.indexOf("then");
    if (then < 0) {
      return 0;
    }
    int code = block(words.subList(1, then), false);
    int otherwise = words.indexOf("else");
    int close = words.size() - 1;
    if (code == 0) {
      return block(words.subList(then + 1, otherwise < 0 ? close : otherwise), false);
    }
    return otherwise < 0 ? 0 : block(words.subList(otherwise + 1, close), false);
  }

  private static List<String> between(List<String> words, String open, int close) {
    int from = words.indexOf(open);
    return from < 0 ? List.of() : words.subList(from + 1, Math.max(from + 1, close));
  }

  private int simple(List<String> raw, boolean lastOne) {
    List<String> words = raw.stream().map(word -> ShellWords.expand(word, variables)).toList();
    Matcher assignment = ASSIGNMENT.matcher(words.getFirst());
    if (assignment.matches()) {
      variables.put(assignment.group(1), assignment.group(2));
      return words.size() == 1 ? 0 : simple(words.subList(1, words.size()), lastOne);
    }
    return switch (last(words.getFirst())) {
      case "exec", "nohup", "{", "}", "then", "do", "(" ->
          words.size() == 1 ? 0 : simple(words.subList(1, words.size()), lastOne);
      case "exit" -> {
        int code =
            words.size() > 1 && words.get(1).matches("\\d{1,3}")
                ? Integer.parseInt(words.get(1))
                : 0;
        finish(code);
        yield code;
      }
      case "false" -> 1;
      case "echo", "printf" -> print(words.subList(1, words.size()));
      case "sleep" -> sleep(words);
      case "tail" -> runForEver();
      case "wait" -> children ? runForEver() : 0;
      case "trap" -> {
        stop = Stop.ORDERLY;
        yield 0;
      }
      default -> other(words, lastOne);
    };
  }

  private int print(List<String> words) {
    List<String> shown =
        words.stream().filter(word -> !word.equals("-n") && !word.equals("-e")).toList();
    int redirect = firstRedirect(shown);
    boolean toLog =
        redirect < 0
            || shown.subList(redirect, shown.size()).stream()
                .anyMatch(
                    word ->
                        word.contains("/proc/1/fd")
                            || word.contains("&2")
                            || word.contains("/dev/std"));
    if (toLog) {
      String text = String.join(" ", redirect < 0 ? shown : shown.subList(0, redirect));
      Arrays.stream(text.replace("\\n", "\n").split("\n", -1))
          .forEach(line -> lines.add(new Line(now, line)));
    }
    return 0;
  }

  private static int firstRedirect(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).matches("\\d?>.*")) {
        return i;
      }
    }
    return -1;
  }

  private int sleep(List<String> words) {
    String time = words.size() > 1 ? words.get(1) : "0";
    Matcher matcher = Pattern.compile("(\\d+(?:\\.\\d+)?)([smhd]?)").matcher(time);
    if (!matcher.matches()) {
      return runForEver();
    }
    long unit =
        switch (matcher.group(2)) {
          case "m" -> 60;
          case "h" -> 3_600;
          case "d" -> 86_400;
          default -> 1;
        };
    long millis = Math.round(Double.parseDouble(matcher.group(1)) * unit * 1000);
    now = now.plusMillis(millis);
    if (now.compareTo(FOREVER) > 0) {
      return runForEver();
    }
    return 0;
  }

  private int runForEver() {
    over = true;
    return 0;
  }

  private int other(List<String> words, boolean lastOne) {
    String name = last(words.getFirst());
    String whole = String.join(" ", words);
    boolean server =
        whole.contains("http.server")
            || whole.contains("jupyter lab")
            || whole.contains("jupyter-lab")
            || whole.contains("jupyter notebook")
            || whole.contains("start-notebook");
    if (!server && (QUICK.contains(name) || !lastOne)) {
      now = now.plus(MOMENT);
      return 0;
    }
    Matcher port = PORT.matcher(whole);
    Optional<Integer> number =
        port.find() ? Optional.of(Integer.parseInt(port.group(1))) : Optional.empty();
    servers.add(new Server(now, whole, number.filter(found -> found <= 65_535)));
    stop = name.startsWith("python") || SHELLS.contains(name) ? stop : Stop.ORDERLY;
    return runForEver();
  }

  private static String last(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }
}
