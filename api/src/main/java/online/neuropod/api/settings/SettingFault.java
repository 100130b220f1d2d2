package online.neuropod.api.settings;

/** A setting with which NeuroPod does not start. */
public final class SettingFault extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String variable;
  private final String property;

  /**
   * A fault.
   *
   * @param variable of the environment
   * @param property the same for Spring
   * @param fault what is wrong, without secrets
   */
  public SettingFault(String variable, String property, String fault) {
    super(variable + " (" + property + ") " + fault);
    this.variable = variable;
    this.property = property;
  }

  String action() {
    return "Set the environment variable " + variable + " or the property " + property + ".";
  }
}
