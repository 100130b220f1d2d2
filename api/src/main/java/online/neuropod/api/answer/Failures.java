package online.neuropod.api.answer;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.store.LostRace;
import online.neuropod.store.StoreFailures;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.web.firewall.RequestRejectedException;
import tools.jackson.databind.json.JsonMapper;

/** Makes the one shape of failures, for controllers and for what answers before them. */
public final class Failures {
  private static final String CODE = Failures.class.getName() + ".code";

  private final Texts texts;
  private final JsonMapper json;

  /** Speaks with these texts. */
  public Failures(Texts texts, JsonMapper json) {
    this.texts = texts;
    this.json = json;
  }

  /** A refusal in the language of the request. */
  public Failure of(Refusal refusal, HttpServletRequest request) {
    request.setAttribute(CODE, refusal.code().name());
    Language language = Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    return of(refusal, language, Trace.of(request));
  }

  /** The code of the failure that a request was answered with. */
  public static Optional<String> codeOf(HttpServletRequest request) {
    return request.getAttribute(CODE) instanceof String code ? Optional.of(code) : Optional.empty();
  }

  /** A refusal in a language. */
  public Failure of(Refusal refusal, Language language, String traceId) {
    String message = texts.say(language, refusal.code().textKey(), refusal.details());
    if (refusal.code() != FailureCode.VALIDATION) {
      return new Failure(
          false, refusal.code().name(), message, null, refusal.inTheWay().orElse(null), traceId);
    }
    List<FieldFault> faults =
        refusal.faults().stream().map(fault -> of(fault, language)).distinct().toList();
    return new Failure(
        false, refusal.code().name(), summary(message, faults), faults, null, traceId);
  }

  /** What something that was thrown means for the person who asked. */
  public static Refusal refusal(Throwable thrown) {
    return switch (thrown) {
      case Refusal refusal -> refusal;
      case KubernetesClientException _ -> Refusal.of(FailureCode.KUBERNETES_UNAVAILABLE);
      // Headers are looked at when a controller asks for them.
      case RequestRejectedException _ -> Refusal.of(FailureCode.BAD_REQUEST);
      // So are parameters, and some cannot be read.
      case InvalidParameterException _ -> Refusal.of(FailureCode.BAD_REQUEST);
      case LostRace _ -> Refusal.of(FailureCode.CONFLICT);
      case StatusRuntimeException _, WorkflowServiceException _ ->
          Refusal.of(FailureCode.TEMPORAL_UNAVAILABLE);
      case Throwable other when StoreFailures.isUnavailable(other) ->
          Refusal.of(FailureCode.DATABASE_UNAVAILABLE);
      default -> Refusal.of(FailureCode.INTERNAL);
    };
  }

  private FieldFault of(Refusal.Fault fault, Language language) {
    return new FieldFault(
        fault.field(), texts.say(language, "field." + fault.text(), fault.details()));
  }

  /** With one fault its own words, else the general ones followed by all of them. */
  private static String summary(String general, List<FieldFault> faults) {
    Set<String> messages = new LinkedHashSet<>();
    faults.forEach(fault -> messages.add(fault.message()));
    String all = String.join(" ", messages);
    return messages.size() == 1 ? all : general + " " + all;
  }

  /** Writes a refusal where no controller answers. */
  public void write(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(refusal.code().status().value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    json.writeValue(response.getOutputStream(), of(refusal, request));
  }
}
