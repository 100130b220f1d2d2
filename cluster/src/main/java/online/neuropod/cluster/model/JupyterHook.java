package online.neuropod.cluster.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The start hook that sees to JupyterLab in the pod's own container. It returns at once; what it
 * does then stands in the pod's log.
 */
public final class JupyterHook {
  /** How the log line begins that says why there will be no JupyterLab. */
  public static final String GAVE_UP = "[neuropod] JupyterLab is not available: ";

  private static final String SCRIPT = script();

  private JupyterHook() {}

  /** The hook's command for a workspace mounted at {@code volumePath}. */
  static List<String> command(String volumePath) {
    return List.of("/bin/sh", "-c", SCRIPT, "neuropod-jupyter", volumePath);
  }

  private static String script() {
    try (InputStream script = JupyterHook.class.getResourceAsStream("jupyter-hook.sh")) {
      if (script == null) {
        throw new IllegalStateException("jupyter-hook.sh is missing beside " + JupyterHook.class);
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
