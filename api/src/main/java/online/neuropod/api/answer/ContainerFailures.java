package online.neuropod.api.answer;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives the failures that only the servlet container sees the shape of all others. */
@RestController
@Hidden
public class ContainerFailures implements ErrorController {
  private final Failures failures;

  /** Writes with this. */
  public ContainerFailures(Failures failures) {
    this.failures = failures;
  }

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Failure> failure(HttpServletRequest request, HttpServletResponse response) {
    // What the container refuses has passed no filter.
    response.setHeader(TraceFilter.HEADER, Trace.of(request));
    Refusal refusal = Refusal.of(code(request));
    return ResponseEntity.status(refusal.code().status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(failures.of(refusal, request));
  }

  private static FailureCode code(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer told
            ? told
            : HttpStatus.NOT_FOUND.value();
    return switch (HttpStatus.resolve(status)) {
      case UNAUTHORIZED -> FailureCode.UNAUTHENTICATED;
      case FORBIDDEN -> FailureCode.FORBIDDEN;
      case NOT_FOUND -> FailureCode.NOT_FOUND;
      case METHOD_NOT_ALLOWED -> FailureCode.METHOD_NOT_ALLOWED;
      case null -> FailureCode.INTERNAL;
      default -> status < 500 ? FailureCode.BAD_REQUEST : FailureCode.INTERNAL;
    };
  }
}
