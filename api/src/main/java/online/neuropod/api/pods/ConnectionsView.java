package online.neuropod.api.pods;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a pod's ports answer.
 *
 * @param podId opaque
 * @param podName its name
 * @param status in the words of this dialog; {@code stopped} also for what failed, stops or is
 *     removed
 * @param httpServices the ports with a route; none when stopped
 * @param tcpServices ports that are listed only; none when stopped
 * @param message what a person should know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Connections")
public record ConnectionsView(
    String podId,
    String podName,
    @Schema(allowableValues = {"starting", "running", "stopped"}) String status,
    List<HttpConnection> httpServices,
    List<TcpConnection> tcpServices,
    @Nullable String message) {

  /**
   * A port with a route.
   *
   * @param port 1–65535
   * @param serviceName in words
   * @param url where it answers; JupyterLab's with its token, once that is known
   * @param isCustom whether the person added it
   * @param status whether it answers
   */
  @Schema(name = "HttpConnection")
  public record HttpConnection(
      int port,
      String serviceName,
      String url,
      boolean isCustom,
      @Schema(allowableValues = {"starting", "ready", "unreachable"}) String status) {}

  /**
   * A port that is listed, and not reachable from outside.
   *
   * @param port 1–65535
   * @param serviceName in words
   * @param url as the documents spell it; nothing answers there
   * @param isCustom always false: they come from templates
   */
  @Schema(name = "TcpConnection")
  public record TcpConnection(int port, String serviceName, String url, boolean isCustom) {}
}
