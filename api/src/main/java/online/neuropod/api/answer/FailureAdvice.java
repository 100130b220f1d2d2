package online.neuropod.api.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Gives everything that can go wrong in a request the one shape of failures. */
@RestControllerAdvice
public class FailureAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(FailureAdvice.class);

  private final Failures failures;

  /** Writes with this. */
  public FailureAdvice(Failures failures) {
    this.failures = failures;
  }

  @ExceptionHandler
  ResponseEntity<Failure> refused(Refusal refusal, HttpServletRequest request) {
    return answer(refusal, request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Failure> unreadable(
      HttpMessageNotReadableException unreadable, HttpServletRequest request) {
    return answer(whyUnreadable(unreadable), request, HttpHeaders.EMPTY);
  }

  private static Refusal whyUnreadable(HttpMessageNotReadableException unreadable) {
    List<Throwable> causes =
        Stream.<Throwable>iterate(unreadable, Objects::nonNull, Throwable::getCause).toList();
    for (Throwable cause : causes) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
    }
    for (Throwable cause : causes) {
      if (cause instanceof DatabindException wrong && !wrong.getPath().isEmpty()) {
        return fault(path(wrong), "type");
      }
    }
    return Refusal.of(FailureCode.MALFORMED_BODY);
  }

  private static String path(DatabindException wrong) {
    return wrong.getPath().stream().map(FailureAdvice::step).collect(Collectors.joining("."));
  }

  private static String step(JacksonException.Reference step) {
    String name = step.getPropertyName();
    return name == null ? String.valueOf(step.getIndex()) : name;
  }

  @ExceptionHandler
  ResponseEntity<Failure> wrongParameter(
      MethodArgumentTypeMismatchException wrong, HttpServletRequest request) {
    return answer(fault(wrong.getName(), "type"), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Failure> missingParameter(
      MissingServletRequestParameterException missing, HttpServletRequest request) {
    return answer(fault(missing.getParameterName(), "required"), request, HttpHeaders.EMPTY);
  }

  private static Refusal fault(String field, String text) {
    return Refusal.of(List.of(new Refusal.Fault(field, text, Map.of())));
  }

  @ExceptionHandler({
    HttpRequestMethodNotSupportedException.class,
    HttpMediaTypeNotSupportedException.class,
    HttpMediaTypeNotAcceptableException.class,
    NoResourceFoundException.class
  })
  ResponseEntity<Failure> notServed(Exception thrown, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    if (thrown instanceof ErrorResponse described) {
      headers.putAll(described.getHeaders());
    }
    FailureCode code =
        switch (thrown) {
          case HttpRequestMethodNotSupportedException _ -> FailureCode.METHOD_NOT_ALLOWED;
          case HttpMediaTypeNotSupportedException _ -> FailureCode.UNSUPPORTED_MEDIA_TYPE;
          case HttpMediaTypeNotAcceptableException _ -> FailureCode.NOT_ACCEPTABLE;
          default -> FailureCode.NOT_FOUND;
        };
    return answer(Refusal.of(code), request, headers);
  }

  /** All else: servers that are away, what Spring refuses, and faults of NeuroPod. */
  @ExceptionHandler
  ResponseEntity<Failure> unexpected(
      Exception thrown, HttpServletRequest request, HttpServletResponse response) throws Exception {
    if (response.isCommitted()) {
      // A part has been sent. The connection must break, or the part would be taken for all.
      LOG.warn("An answer broke off: {} {}", request.getMethod(), request.getRequestURI());
      throw thrown;
    }
    response.resetBuffer();
    if (thrown instanceof ErrorResponse described && described.getStatusCode().is4xxClientError()) {
      return answer(Refusal.of(FailureCode.BAD_REQUEST), request, described.getHeaders());
    }
    Refusal refusal = Failures.refusal(thrown);
    if (refusal.code() == FailureCode.INTERNAL) {
      LOG.error("A request failed: {} {}", request.getMethod(), request.getRequestURI(), thrown);
    } else {
      LOG.warn("{}: {} {}", refusal.code(), request.getMethod(), request.getRequestURI(), thrown);
    }
    return answer(refusal, request, HttpHeaders.EMPTY);
  }

  private ResponseEntity<Failure> answer(
      Refusal refusal, HttpServletRequest request, @Nullable HttpHeaders headers) {
    return ResponseEntity.status(refusal.code().status())
        .headers(headers)
        // Set here, since a client that accepts only text would get no failure at all.
        .contentType(MediaType.APPLICATION_JSON)
        .body(failures.of(refusal, request));
  }
}
