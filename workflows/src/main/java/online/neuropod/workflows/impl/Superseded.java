package online.neuropod.workflows.impl;

/** A newer wish took the place of the one that is worked for. */
final class Superseded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Superseded() {
    super("a newer wish is there");
  }
}
