package online.neuropod.simulator.edge;

import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Where a route leads.
 *
 * @param port number or name of a port of the service
 */
record Backend(String namespace, String service, JsonNode port) {
  boolean names(JsonNode servicePort) {
    return port.isNumber()
        ? Json.number(servicePort, 0, "port") == port.asLong(-1)
        : Json.text(servicePort, "name").equals(port.asString(""));
  }
}
