package online.neuropod.simulator.kubelet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A container of a pod, with its environment resolved.
 *
 * @param spec its part of the pod's spec
 * @param environment all variables
 * @param identity what tells its runs apart from those of others; seeds what is made up
 */
record Container(
    ObjectNode pod, ObjectNode spec, Map<String, String> environment, String identity) {
  String name() {
    return Json.text(spec, "name");
  }

  Image image() {
    return Image.of(Json.text(spec, "image"));
  }

  String podName() {
    return Json.text(pod, "metadata", "name");
  }

  List<String> command() {
    return Json.texts(spec, "command");
  }

  List<String> args() {
    return Json.texts(spec, "args");
  }

  /** The first port that it declares. */
  Optional<Integer> firstPort() {
    return Json.objects(spec, "ports")
        .filter(port -> Json.text(port, "protocol").equals("TCP"))
        .map(port -> (int) Json.number(port, 0, "containerPort"))
        .findFirst();
  }

  /** The script of its postStart hook, if it has one. */
  Optional<String> hook() {
    List<String> command = Json.texts(spec, "lifecycle", "postStart", "exec", "command");
    return command.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", command));
  }

  /** Where it works: its own working directory, or the first volume it mounts for work. */
  String directory() {
    return Json.optionalText(spec, "workingDir")
        .or(
            () ->
                Json.objects(spec, "volumeMounts")
                    .map(mount -> Json.text(mount, "mountPath"))
                    .filter(path -> !path.startsWith("/var/run/"))
                    .findFirst())
        .orElse("/home/jovyan");
  }
}
