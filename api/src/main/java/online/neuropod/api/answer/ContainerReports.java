package online.neuropod.api.answer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives what the container refuses before any filter sees it, such as an address that is none, the
 * shape of all other failures instead of a page. Made by Tomcat, by its name.
 */
public final class ContainerReports extends ErrorReportValve {
  private static final Texts TEXTS = new Texts();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    FailureCode code = code(status);
    response.setStatus(code.status().value());
    Language language = Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    String trace = Trace.fresh();
    var failure =
        new Failure(false, code.name(), TEXTS.say(language, code.textKey()), null, null, trace);
    try {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      Optional.ofNullable(response.getReporter())
          .ifPresent(writer -> writer.write(JSON.writeValueAsString(failure)));
      response.finishResponse();
    } catch (IOException gone) {
      container.getLogger().debug("whom it was for is gone", gone);
    }
  }

  private static FailureCode code(int status) {
    return switch (HttpStatus.resolve(status)) {
      case NOT_FOUND -> FailureCode.NOT_FOUND;
      case METHOD_NOT_ALLOWED -> FailureCode.METHOD_NOT_ALLOWED;
      case REQUEST_TIMEOUT -> FailureCode.REQUEST_TIMEOUT;
      // Asked for by the request, and no fault of ours.
      case NOT_IMPLEMENTED, HTTP_VERSION_NOT_SUPPORTED -> FailureCode.BAD_REQUEST;
      case null -> FailureCode.INTERNAL;
      default -> status < 500 ? FailureCode.BAD_REQUEST : FailureCode.INTERNAL;
    };
  }
}
