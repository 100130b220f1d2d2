package online.neuropod.api.answer;

/**
 * Texts of one line that other people read, such as names and reasons. Markup in them is harmless
 * where it is shown as text; what cannot be seen is not: it hides or turns around what stands
 * there.
 */
public final class OneLine {
  private OneLine() {}

  /**
   * Whether a text is one: not blank, without line breaks, control characters, halves of
   * characters, and marks that change the direction of writing.
   *
   * @param max characters of UTF-16
   */
  public static boolean isReadable(String text, int max) {
    return !text.isBlank()
        && text.length() <= max
        && text.codePoints().noneMatch(OneLine::isUnseen)
        && text.codePoints().anyMatch(each -> Character.getType(each) != Character.FORMAT);
  }

  private static boolean isUnseen(int codePoint) {
    return switch (Character.getDirectionality(codePoint)) {
      case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
          Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
          true;
      default ->
          switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                Character.SURROGATE,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
          };
    };
  }
}
