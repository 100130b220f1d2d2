package online.neuropod.simulator.apiserver;

import tools.jackson.databind.JsonNode;

/** A status code and a JSON body. */
record ApiResponse(int status, JsonNode body) {
  static ApiResponse ok(JsonNode body) {
    return new ApiResponse(200, body);
  }
}
