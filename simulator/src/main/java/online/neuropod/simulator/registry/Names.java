package online.neuropod.simulator.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for names, labels and keys. Each answers with the fault in words, or with nothing. */
public final class Names {
  private static final Pattern LABEL_1123 = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern LABEL_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern QUALIFIED =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final Pattern PORT_NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  private Names() {}

  /** RFC 1123 label: namespaces, containers, volumes. */
  public static Optional<String> label(String name) {
    return check(
        name,
        63,
        LABEL_1123,
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
            + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
            + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
  }

  /** RFC 1035 label: services. */
  public static Optional<String> serviceName(String name) {
    return check(
        name,
        63,
        LABEL_1035,
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
            + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
            + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");
  }

  /** RFC 1123 subdomain: most objects, and hosts. */
  public static Optional<String> subdomain(String name) {
    return check(
        name,
        253,
        SUBDOMAIN,
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
            + " '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
            + " regex used for validation is"
            + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
  }

  /** Key of a label, annotation or finalizer. */
  public static Optional<String> qualified(String key) {
    int slash = key.indexOf('/');
    if (slash >= 0) {
      String prefix = key.substring(0, slash);
      Optional<String> fault =
          prefix.isEmpty() ? Optional.of("must be non-empty") : subdomain(prefix);
      if (fault.isPresent()) {
        return Optional.of("prefix part " + fault.get());
      }
    }
    String name = key.substring(slash + 1);
    if (name.isEmpty()) {
      return Optional.of("name part must be non-empty");
    }
    return check(
            name,
            63,
            QUALIFIED,
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with"
                + " an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex"
                + " used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")
        .map(fault -> "name part " + fault);
  }

  /** Value of a label. */
  public static Optional<String> labelValue(String value) {
    return check(
        value,
        63,
        LABEL_VALUE,
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
            + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
            + " 'my_value',  or '12345', regex used for validation is"
            + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
  }

  /** Name of a container's port. */
  public static Optional<String> portName(String name) {
    if (name.length() > 15) {
      return Optional.of("must be no more than 15 characters");
    }
    return PORT_NAME.matcher(name).matches() && !name.matches("[0-9-]*")
        ? Optional.empty()
        : Optional.of(
            "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), and at least"
                + " one letter");
  }

  /** Key of a Secret or ConfigMap. */
  public static Optional<String> configKey(String key) {
    return check(
        key,
        253,
        CONFIG_KEY,
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
            + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
            + " '[-._a-zA-Z0-9]+')");
  }

  private static Optional<String> check(String name, int most, Pattern form, String detail) {
    if (name.length() > most) {
      return Optional.of("must be no more than " + most + " characters");
    }
    return form.matcher(name).matches() ? Optional.empty() : Optional.of(detail);
  }
}
