package online.neuropod.api.openapi;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.TraceFilter;
import online.neuropod.api.answer.Versioned;
import online.neuropod.api.security.AccessRules;
import online.neuropod.api.security.Audience;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Says of each operation who may call it, and every way in which it can answer: its media types,
 * headers and failures. What follows from the kind of request is derived, so that a new endpoint
 * has it by itself; the rest is what handlers say by {@link FailsWith} and {@link Versioned}.
 */
final class DescribedAnswers implements OperationCustomizer {
  private static final String JSON = "application/json";
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final RequestMappingHandlerMapping handlers;
  private final Map<String, ApiResponse> failures = new TreeMap<>();

  DescribedAnswers(RequestMappingHandlerMapping handlers) {
    this.handlers = handlers;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    Audience audience = AccessRules.of(handler).orElseThrow();
    operation.addExtension("x-roles", audience.roles());
    if (audience == Audience.EVERYBODY) {
      operation.setSecurity(List.of());
    }
    List<Map.Entry<RequestMappingInfo, HandlerMethod>> hidden = hiddenBeside(handler);
    describeSuccess(operation, handler, hidden);
    var codes = codes(operation, audience, handler, hidden.stream().map(Map.Entry::getValue));
    var byStatus = new TreeMap<HttpStatus, List<FailureCode>>();
    byStatus.putAll(codes.stream().collect(Collectors.groupingBy(FailureCode::status)));
    byStatus.forEach(
        (status, of) ->
            operation
                .getResponses()
                .addApiResponse(String.valueOf(status.value()), reference(status, of)));
    return operation;
  }

  /** Handlers of the same address that answer in other media types; they are one operation. */
  private List<Map.Entry<RequestMappingInfo, HandlerMethod>> hiddenBeside(HandlerMethod handler) {
    Map<RequestMappingInfo, HandlerMethod> all = handlers.getHandlerMethods();
    Set<String> addresses =
        all.entrySet().stream()
            .filter(each -> each.getValue().getMethod().equals(handler.getMethod()))
            .flatMap(each -> addresses(each.getKey()))
            .collect(Collectors.toSet());
    return all.entrySet().stream()
        .filter(each -> each.getValue().hasMethodAnnotation(Hidden.class))
        .filter(each -> addresses(each.getKey()).anyMatch(addresses::contains))
        .toList();
  }

  private static Stream<String> addresses(RequestMappingInfo info) {
    return info.getMethodsCondition().getMethods().stream()
        .map(RequestMethod::name)
        .flatMap(method -> info.getPatternValues().stream().map(path -> method + " " + path));
  }

  private static void describeSuccess(
      Operation operation,
      HandlerMethod handler,
      List<Map.Entry<RequestMappingInfo, HandlerMethod>> hidden) {
    ApiResponse success =
        operation.getResponses().entrySet().stream()
            .filter(each -> each.getKey().startsWith("2") || each.getKey().startsWith("3"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    traced(success);
    if (handler.hasMethodAnnotation(Versioned.class)) {
      success.addHeaderObject(HttpHeaders.ETAG, component("ETag"));
    }
    for (var other : hidden) {
      other
          .getKey()
          .getProducesCondition()
          .getProducibleMediaTypes()
          .forEach(type -> success.getContent().addMediaType(type.toString(), content(type)));
      other.getKey().getParamsCondition().getExpressions().stream()
          .filter(param -> isNew(operation, param.getName()))
          .forEach(param -> operation.addParametersItem(flag(param.getName())));
    }
  }

  private static boolean isNew(Operation operation, String name) {
    return parameters(operation).noneMatch(each -> each.getName().equals(name));
  }

  private static Parameter flag(String name) {
    return new Parameter()
        .in("query")
        .name(name)
        .required(false)
        .schema(new Schema<>().types(Set.of("boolean")));
  }

  /** A text; of Server-Sent Events, what each one is. */
  private static MediaType content(org.springframework.http.MediaType type) {
    boolean events = type.equals(org.springframework.http.MediaType.TEXT_EVENT_STREAM);
    return new MediaType().schema(events ? event() : text());
  }

  private static Schema<?> event() {
    return new Schema<>()
        .types(Set.of("object"))
        .addProperty("event", text())
        .addProperty("data", text());
  }

  private static Schema<?> text() {
    return new Schema<>().types(Set.of("string"));
  }

  private static Stream<Parameter> parameters(Operation operation) {
    return Optional.ofNullable(operation.getParameters()).stream().flatMap(List::stream);
  }

  private static Set<FailureCode> codes(
      Operation operation,
      Audience audience,
      HandlerMethod handler,
      Stream<HandlerMethod> besides) {
    var codes = EnumSet.of(FailureCode.BAD_REQUEST, FailureCode.NOT_ACCEPTABLE);
    codes.addAll(EnumSet.of(FailureCode.INTERNAL, FailureCode.DATABASE_UNAVAILABLE));
    Arrays.stream(FailureCode.values())
        .filter(code -> code.status() == HttpStatus.TOO_MANY_REQUESTS)
        // Of sockets, which are no operations.
        .filter(code -> code != FailureCode.TOO_MANY_CONNECTIONS)
        .forEach(codes::add);
    if (audience != Audience.EVERYBODY) {
      codes.addAll(EnumSet.of(FailureCode.UNAUTHENTICATED, FailureCode.ACCOUNT_SUSPENDED));
    }
    if (audience == Audience.ADMINISTRATORS) {
      codes.add(FailureCode.FORBIDDEN);
    }
    codes.addAll(ofRequest(operation, handler));
    Stream.concat(Stream.of(handler), besides).forEach(each -> codes.addAll(said(each)));
    return codes;
  }

  private static Set<FailureCode> ofRequest(Operation operation, HandlerMethod handler) {
    var codes = EnumSet.noneOf(FailureCode.class);
    boolean writes = !isRead(handler);
    if (writes) {
      codes.addAll(EnumSet.of(FailureCode.PAYLOAD_TOO_LARGE, FailureCode.CONFLICT));
    }
    if (operation.getRequestBody() != null) {
      codes.add(FailureCode.VALIDATION);
      codes.add(FailureCode.MALFORMED_BODY);
      codes.add(FailureCode.UNSUPPORTED_MEDIA_TYPE);
      codes.add(FailureCode.REQUEST_TIMEOUT);
    }
    if (parameters(operation).anyMatch(each -> !each.getIn().equals("path"))) {
      codes.add(FailureCode.VALIDATION);
    }
    if (!isNew(operation, HttpHeaders.IF_MATCH)) {
      codes.add(FailureCode.PRECONDITION_FAILED);
      codes.add(FailureCode.PRECONDITION_REQUIRED);
    }
    if (!isNew(operation, IDEMPOTENCY_KEY)) {
      codes.add(FailureCode.IDEMPOTENCY_KEY_REUSED);
    }
    return codes;
  }

  private static boolean isRead(HandlerMethod handler) {
    var mapping =
        AnnotatedElementUtils.findMergedAnnotation(
            handler.getMethod(), org.springframework.web.bind.annotation.RequestMapping.class);
    return mapping != null && List.of(mapping.method()).contains(RequestMethod.GET);
  }

  private static List<FailureCode> said(HandlerMethod handler) {
    return Stream.of(
            AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), FailsWith.class),
            AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), FailsWith.class))
        .flatMap(Stream::ofNullable)
        .flatMap(said -> Arrays.stream(said.value()))
        .toList();
  }

  /** Most operations fail alike: each kind of failure stands in the document once. */
  private ApiResponse reference(HttpStatus status, List<FailureCode> codes) {
    String name = codes.stream().map(FailureCode::name).collect(Collectors.joining("."));
    failures.computeIfAbsent(name, _ -> failure(status, codes));
    return new ApiResponse().$ref("#/components/responses/" + name);
  }

  /** The failures that operations refer to, by name. */
  Map<String, ApiResponse> failures() {
    return failures;
  }

  /** The one shape, with the codes that go with the status. */
  private static ApiResponse failure(HttpStatus status, List<FailureCode> codes) {
    Schema<String> code = new StringSchema();
    code.setEnum(codes.stream().map(FailureCode::name).toList());
    Schema<?> schema =
        new Schema<>()
            .allOf(
                List.of(
                    new Schema<>().$ref("#/components/schemas/Failure"),
                    new Schema<>().types(Set.of("object")).addProperty("code", code)));
    ApiResponse response =
        new ApiResponse()
            .description(status.getReasonPhrase())
            .content(new Content().addMediaType(JSON, new MediaType().schema(schema)));
    traced(response);
    switch (status) {
      case TOO_MANY_REQUESTS ->
          response.addHeaderObject(HttpHeaders.RETRY_AFTER, component("RetryAfter"));
      case UNAUTHORIZED ->
          response.addHeaderObject(HttpHeaders.WWW_AUTHENTICATE, component("Challenge"));
      default -> {}
    }
    return response;
  }

  private static void traced(ApiResponse response) {
    response.addHeaderObject(TraceFilter.HEADER, component("TraceId"));
  }

  private static Header component(String name) {
    return new Header().$ref("#/components/headers/" + name);
  }

  /** The headers that answers carry, by their names among the components. */
  static Map<String, Header> headers() {
    return Map.of(
        "TraceId",
        header("Names this request in the logs", true, "^[0-9a-f]{32}$"),
        "ETag",
        header("Version of what is told, for If-Match", true, "^\"[^\"]*\"$"),
        "RetryAfter",
        header("Seconds after which to try again", true, "^[0-9]+$"),
        "Challenge",
        header("How to sign in", false, "^Bearer"));
  }

  private static Header header(String description, boolean required, String pattern) {
    return new Header()
        .description(description)
        .required(required)
        .schema(new Schema<String>().types(Set.of("string")).pattern(pattern));
  }
}
