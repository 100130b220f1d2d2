package online.neuropod.api.auth;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import online.neuropod.api.answer.Faults;
import org.jspecify.annotations.Nullable;

/** Reads e-mail addresses that people type. */
final class EmailAddress {
  private static final Pattern FORM =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

  private EmailAddress() {}

  /** The address in lower case; a fault where it is none. */
  static String read(@Nullable String typed, Faults faults) {
    String email = Objects.requireNonNullElse(typed, "").strip().toLowerCase(Locale.ROOT);
    if (email.isEmpty()) {
      faults.add("email", "required");
    } else if (!isOne(email)) {
      faults.add("email", "email");
    }
    return email;
  }

  /** Whether a text has the form of an address. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
