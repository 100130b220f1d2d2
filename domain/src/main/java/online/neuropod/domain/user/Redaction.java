package online.neuropod.domain.user;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import online.neuropod.domain.user.Deletion.Identity;

/** Takes the words that say who somebody is out of what others wrote about them. */
public final class Redaction {
  /** What stands in their place. */
  public static final String MARK = "[…]";

  /** A shorter name says nothing of anybody, and is part of many texts. */
  private static final int MIN_NAME = 3;

  private final Pattern words;

  /** Takes out this person's address and name. */
  public Redaction(Identity identity) {
    List<String> taken =
        Stream.of(identity.email(), identity.name())
            .map(String::strip)
            .filter(word -> word.length() >= MIN_NAME)
            // The address before a name that is a part of it.
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    this.words =
        Pattern.compile(
            taken.stream()
                .map(word -> "(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
                .collect(Collectors.joining("|", "(?:", ")")),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** The text without them. */
  public String of(String text) {
    return words.pattern().equals("(?:)")
        ? text
        : words.matcher(text).replaceAll(Matcher.quoteReplacement(MARK));
  }
}
