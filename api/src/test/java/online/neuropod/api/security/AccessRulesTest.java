package online.neuropod.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.util.pattern.PathPatternParser;

class AccessRulesTest {
  @OpenTo(Audience.SIGNED_IN)
  static final class Things {
    void one() {}

    @OpenTo(Audience.ADMINISTRATORS)
    void all() {}

    @OpenTo(Audience.EVERYBODY)
    void open() {}
  }

  static final class Silent {
    void one() {}
  }

  private static HandlerMethod handler(Object bean, String name) {
    return new HandlerMethod(
        bean,
        Arrays.stream(bean.getClass().getDeclaredMethods())
            .filter(method -> method.getName().equals(name))
            .findFirst()
            .orElseThrow());
  }

  private static RequestMappingInfo at(RequestMethod method, String path) {
    var options = new RequestMappingInfo.BuilderConfiguration();
    options.setPatternParser(PathPatternParser.defaultInstance);
    return RequestMappingInfo.paths(path).methods(method).options(options).build();
  }

  private static AccessRules rules() {
    var handlers = new LinkedHashMap<RequestMappingInfo, HandlerMethod>();
    var things = new Things();
    handlers.put(at(GET, "/api/things/{id}"), handler(things, "one"));
    handlers.put(at(DELETE, "/api/things/{id}"), handler(things, "all"));
    handlers.put(at(GET, "/api/things/all"), handler(things, "all"));
    handlers.put(at(POST, "/api/open"), handler(things, "open"));
    return new AccessRules(handlers);
  }

  private static final RequestMethod GET = RequestMethod.GET;
  private static final RequestMethod POST = RequestMethod.POST;
  private static final RequestMethod DELETE = RequestMethod.DELETE;

  private static Audience of(String method, String path) {
    return rules().audience(new MockHttpServletRequest(method, path));
  }

  @Test
  void theHandlerOfTheAddressDecides() {
    assertThat(of("GET", "/api/things/7")).isEqualTo(Audience.SIGNED_IN);
    assertThat(of("GET", "/api/things/all")).isEqualTo(Audience.ADMINISTRATORS);
    assertThat(of("DELETE", "/api/things/all")).isEqualTo(Audience.ADMINISTRATORS);
    assertThat(of("POST", "/api/open")).isEqualTo(Audience.EVERYBODY);
  }

  @Test
  void aHeadIsAGet() {
    assertThat(of("HEAD", "/api/things/all")).isEqualTo(Audience.ADMINISTRATORS);
  }

  @Test
  void aMethodThatTheAddressDoesNotKnowIsAsOpenAsTheOthers() {
    assertThat(of("PATCH", "/api/open")).isEqualTo(Audience.EVERYBODY);
    assertThat(of("PATCH", "/api/things/7")).isEqualTo(Audience.SIGNED_IN);
  }

  @Test
  void whatIsNotThereIsClosedBelowTheApiAndOpenElsewhere() {
    assertThat(of("GET", "/api/nothing")).isEqualTo(Audience.SIGNED_IN);
    assertThat(of("GET", "/api/docs/index.html")).isEqualTo(Audience.EVERYBODY);
    assertThat(of("GET", "/pods/7")).isEqualTo(Audience.EVERYBODY);
  }

  @Test
  void aHandlerThatSaysNothingEndsTheStart() {
    var handlers = Map.of(at(GET, "/api/silent"), handler(new Silent(), "one"));
    assertThatThrownBy(() -> new AccessRules(handlers)).hasMessageContaining("@OpenTo");
  }

  @Test
  void twoHandlersOfOneAddressMayNotContradictEachOther() {
    var things = new Things();
    var text = at(GET, "/api/things/{id}").mutate().produces("text/plain").build();
    var handlers =
        Map.of(at(GET, "/api/things/{id}"), handler(things, "one"), text, handler(things, "all"));
    assertThatThrownBy(() -> new AccessRules(handlers)).hasMessageContaining("/api/things/{id}");
  }
}
