package online.neuropod.e2e.client;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * What no process may ever write into its log. Learned from what people of this run send and get:
 * tokens, cookies, passwords, JupyterLab's tokens; and what looks like a token or an e-mail address
 * in any case, so that the browser's are found too.
 */
public final class Secrets {
  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();
  private static final long LONGEST_BODY = 1 << 20;
  private static final Pattern FIELD =
      Pattern.compile(
          "\"(?:token|accessToken|refreshToken|password|credential|secret)\"\\s*:\\s*"
              + "\"([^\"]{8,})\"");
  private static final Pattern LINK = Pattern.compile("[?&]token=([A-Za-z0-9_-]{8,})");
  private static final Pattern COOKIE = Pattern.compile("^[^=]+=([^;]{8,})");

  /** A token that is signed, or an e-mail address. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"
              + "|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}\\b");

  /** What a secret may consist of, where it is one word. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{8,}");

  private Secrets() {}

  /** Nobody may log this. */
  public static void learn(String secret) {
    KNOWN.add(secret);
  }

  /** Learns what goes through a client. */
  static Response listen(Interceptor.Chain chain) throws IOException {
    String authorization = chain.request().header("Authorization");
    if (authorization != null && authorization.length() > "Bearer ".length() + 8) {
      learn(authorization.substring("Bearer ".length()));
    }
    Response response = chain.proceed(chain.request());
    response.headers("Set-Cookie").forEach(cookie -> learn(COOKIE, cookie));
    if (String.valueOf(response.header("Content-Type")).startsWith("application/json")) {
      String body = response.peekBody(LONGEST_BODY).string();
      learn(FIELD, body);
      learn(LINK, body);
    }
    return response;
  }

  private static void learn(Pattern pattern, String text) {
    pattern.matcher(text).results().forEach(found -> learn(found.group(1)));
  }

  /** The lines of a log that hold a secret. */
  public static List<String> in(String log) {
    List<String> sentences =
        KNOWN.stream().filter(secret -> !WORD.matcher(secret).matches()).toList();
    return log.lines().filter(line -> isIn(line, sentences)).toList();
  }

  private static boolean isIn(String line, List<String> sentences) {
    return SHAPE.matcher(line).find()
        || words(line).anyMatch(KNOWN::contains)
        || sentences.stream().anyMatch(line::contains);
  }

  private static Stream<String> words(String line) {
    return WORD.matcher(line).results().map(found -> found.group());
  }
}
