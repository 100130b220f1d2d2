package online.neuropod.domain.pod;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The ports of a pod: how a person writes them, and what each is called. */
public final class Ports {
  /** JupyterLab's port. */
  public static final int JUPYTER = 8888;

  /** The most HTTP ports that one pod may expose. */
  public static final int MAX = 10;

  private static final String JUPYTER_NAME = "Jupyter Lab";

  private Ports() {}

  /**
   * @throws IllegalArgumentException unless {@code port} is 1–65535
   */
  static void check(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port out of 1–65535: " + port);
    }
  }

  /** What is wrong with a text of ports. */
  public enum Fault {
    /** A part is not a number of 1–65535. */
    NOT_A_PORT,
    /** A port stands there twice. */
    DUPLICATE,
    /** More than {@link #MAX}. */
    TOO_MANY,
    /** No port at all. */
    EMPTY
  }

  /**
   * The parsed ports, or the first fault.
   *
   * @param ports in the order written; empty when there is a fault
   */
  public record Parsed(List<Integer> ports, Optional<Fault> fault) {
    private static Parsed faulty(Fault fault) {
      return new Parsed(List.of(), Optional.of(fault));
    }
  }

  /** Reads {@code "8888, 3000"}. */
  public static Parsed parse(String text) {
    var seen = new LinkedHashSet<Integer>();
    for (String part : text.split(",", -1)) {
      String digits = part.strip();
      if (digits.isEmpty() && text.isBlank()) {
        return Parsed.faulty(Fault.EMPTY);
      }
      if (!digits.matches("[0-9]{1,5}")) {
        return Parsed.faulty(Fault.NOT_A_PORT);
      }
      int port = Integer.parseInt(digits);
      if (port < 1 || port > 65535) {
        return Parsed.faulty(Fault.NOT_A_PORT);
      }
      if (!seen.add(port)) {
        return Parsed.faulty(Fault.DUPLICATE);
      }
    }
    return seen.size() > MAX
        ? Parsed.faulty(Fault.TOO_MANY)
        : new Parsed(List.copyOf(seen), Optional.empty());
  }

  /**
   * Names the ports that a person asked for: the template's name where the template has the port,
   * {@code Jupyter Lab} for 8888 with Jupyter wanted, else {@code Servicio N} where N is the place
   * in the list. 8888 is added at the end when Jupyter is wanted and the list lacks it.
   *
   * @param templatePorts the template's ports; empty for a Docker image
   */
  public static List<HttpPort> name(
      List<Integer> wanted, List<HttpPort> templatePorts, boolean jupyter) {
    var ports = new ArrayList<>(wanted);
    if (jupyter && !ports.contains(JUPYTER)) {
      ports.add(JUPYTER);
    }
    var named = new ArrayList<HttpPort>();
    for (int i = 0; i < ports.size(); i++) {
      named.add(name(ports.get(i), i + 1, templatePorts, jupyter));
    }
    return List.copyOf(named);
  }

  private static HttpPort name(int port, int place, List<HttpPort> templatePorts, boolean jupyter) {
    return templatePorts.stream()
        .filter(known -> known.port() == port)
        .findFirst()
        .map(known -> new HttpPort(port, known.serviceName(), false))
        .orElseGet(
            () ->
                port == JUPYTER && jupyter
                    ? new HttpPort(port, JUPYTER_NAME, false)
                    : new HttpPort(port, "Servicio " + place, true));
  }
}
