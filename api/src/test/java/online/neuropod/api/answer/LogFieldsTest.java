package online.neuropod.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class LogFieldsTest {
  private final LogFields fields = new LogFields();
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  private static MockHttpServletRequest request(String route, String id) {
    var request = new MockHttpServletRequest();
    request.setUserPrincipal(() -> "user-1");
    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, route);
    request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("id", id));
    return request;
  }

  @Test
  void linesOfARequestNameThePersonAndThePod() {
    var request = request("/api/pods/{id}/logs", "pod-1");
    fields.preHandle(request, response, this);
    assertThat(MDC.get("userId")).isEqualTo("user-1");
    assertThat(MDC.get("podId")).isEqualTo("pod-1");

    fields.afterCompletion(request, response, this, null);
    assertThat(MDC.get("userId")).isNull();
    assertThat(MDC.get("podId")).isNull();
  }

  @Test
  void anIdOfSomethingElseIsNoPods() {
    fields.preHandle(request("/api/templates/{id}", "ubuntu"), response, this);
    assertThat(MDC.get("podId")).isNull();
    fields.afterConcurrentHandlingStarted(request("/api/templates/{id}", "ubuntu"), response, this);
    assertThat(MDC.get("userId")).isNull();
  }
}
