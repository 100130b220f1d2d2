package online.neuropod.api.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.Ports;
import online.neuropod.domain.pod.TcpPort;
import online.neuropod.domain.template.Template;

/** The templates that an installation begins with. Their descriptions are Markdown resources. */
final class FirstTemplates {
  private static final String VOLUME = "/workspace";
  private static final HttpPort JUPYTER = port(Ports.JUPYTER, "Jupyter Lab");

  private FirstTemplates() {}

  static List<Template> list() {
    return List.of(ubuntu(), comfyUi(), dataScience(), n8n(), ghost());
  }

  /** The bare image has no process that stays; this one ends at once when it is asked to. */
  private static Template ubuntu() {
    return new Template(
        "ubuntu-22-04",
        "Ubuntu 22.04 Base",
        "ubuntu:22.04",
        List.of(JUPYTER, port(3000, "Web Server")),
        List.of(new TcpPort(22, "SSH")),
        20,
        50,
        VOLUME,
        description("ubuntu"),
        shell("trap 'exit 0' TERM INT; while :; do sleep 3600 & wait $!; done"),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  /**
   * The image keeps ComfyUI with its models in the home of root; the link puts all of it on the
   * volume.
   */
  private static Template comfyUi() {
    return new Template(
        "comfyui",
        "ComfyUI",
        "yanwk/comfyui-boot:cu126-slim",
        List.of(port(8188, "ComfyUI"), JUPYTER),
        List.of(),
        30,
        100,
        VOLUME,
        description("comfyui"),
        shell(
            "mkdir -p /workspace/ComfyUI && ln -sfn /workspace/ComfyUI ~/ComfyUI"
                + " && exec bash /runner-scripts/entrypoint.sh"),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  private static Template dataScience() {
    return new Template(
        "python-data-science",
        "Python Data Science",
        "quay.io/jupyter/datascience-notebook:latest",
        List.of(JUPYTER),
        List.of(),
        20,
        50,
        VOLUME,
        description("python-data-science"),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  private static Template n8n() {
    return new Template(
        "n8n",
        "n8n",
        "n8nio/n8n:latest",
        List.of(port(5678, "n8n")),
        List.of(),
        5,
        10,
        VOLUME,
        description("n8n"),
        List.of(),
        Map.of("N8N_USER_FOLDER", VOLUME),
        Optional.of(PodSpec.NO_GPU),
        Optional.empty(),
        1);
  }

  /** In production mode the image wants MySQL; the folder must be there before its entry point. */
  private static Template ghost() {
    return new Template(
        "ghost",
        "Ghost",
        "ghost:6",
        List.of(port(2368, "Ghost")),
        List.of(),
        5,
        10,
        VOLUME,
        description("ghost"),
        shell("mkdir -p \"$GHOST_CONTENT\" && exec docker-entrypoint.sh node current/index.js"),
        Map.of(
            "NODE_ENV",
            "development",
            "GHOST_CONTENT",
            VOLUME + "/ghost",
            "paths__contentPath",
            VOLUME + "/ghost",
            "database__client",
            "sqlite3",
            "database__useNullAsDefault",
            "true",
            "database__connection__filename",
            VOLUME + "/ghost/data/ghost.db"),
        Optional.of(PodSpec.NO_GPU),
        Optional.empty(),
        1);
  }

  private static HttpPort port(int port, String name) {
    return new HttpPort(port, name, false);
  }

  private static List<String> shell(String script) {
    return List.of("/bin/sh", "-c", script);
  }

  private static String description(String name) {
    try (InputStream markdown = FirstTemplates.class.getResourceAsStream(name + ".md")) {
      if (markdown == null) {
        throw new IllegalStateException("a template without a description: " + name);
      }
      return new String(markdown.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
