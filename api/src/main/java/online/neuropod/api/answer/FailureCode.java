package online.neuropod.api.answer;

import org.springframework.http.HttpStatus;

/**
 * Every way in which a request can fail. The names are part of the API: they are documented, and
 * never change. Each has a text in every language under {@code failure.NAME}.
 */
public enum FailureCode {
  /** Fields are wrong; all of them are listed. */
  VALIDATION(HttpStatus.BAD_REQUEST),
  /** The body is not JSON. */
  MALFORMED_BODY(HttpStatus.BAD_REQUEST),
  /** The request is none that HTTP allows. */
  BAD_REQUEST(HttpStatus.BAD_REQUEST),
  /** No token, or one that does not hold any more. */
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),
  /** The address is not known, or the password is not its. */
  INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED),
  /** The ID token is not one of Google's for this installation, or not good any more. */
  GOOGLE_TOKEN_INVALID(HttpStatus.UNAUTHORIZED),
  /** The way over Google's page was not begun in this browser, or too long ago. */
  GOOGLE_STATE(HttpStatus.UNAUTHORIZED),
  /** The person did not consent on Google's page. */
  GOOGLE_CANCELLED(HttpStatus.UNAUTHORIZED),
  /** The wallet cannot pay. */
  INSUFFICIENT_FUNDS(HttpStatus.PAYMENT_REQUIRED),
  /** Signed in, but not allowed. */
  FORBIDDEN(HttpStatus.FORBIDDEN),
  /** The person is suspended. */
  ACCOUNT_SUSPENDED(HttpStatus.FORBIDDEN),
  /** Google does not vouch for the e-mail address. */
  EMAIL_NOT_VERIFIED(HttpStatus.FORBIDDEN),
  /** No such address. */
  NOT_FOUND(HttpStatus.NOT_FOUND),
  /** No such pod, or not one of the asking person. */
  POD_NOT_FOUND(HttpStatus.NOT_FOUND),
  /** No such template. */
  TEMPLATE_NOT_FOUND(HttpStatus.NOT_FOUND),
  /** No such key in the price list. */
  GPU_NOT_FOUND(HttpStatus.NOT_FOUND),
  /** No such version of the price list. */
  PRICES_NOT_FOUND(HttpStatus.NOT_FOUND),
  /** No such person. */
  USER_NOT_FOUND(HttpStatus.NOT_FOUND),
  /** Nobody wants this to be deleted. */
  DELETION_NOT_FOUND(HttpStatus.NOT_FOUND),
  /** The person has no workspace volume. */
  VOLUME_NOT_FOUND(HttpStatus.NOT_FOUND),
  /** No such session, or not one of the asking person. */
  SESSION_NOT_FOUND(HttpStatus.NOT_FOUND),
  /** The address knows other methods only. */
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
  /** The answer does not exist in a type that the client accepts. */
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
  /** The pod runs, or is on its way to. */
  POD_ALREADY_RUNNING(HttpStatus.CONFLICT),
  /** Nothing of the pod runs. */
  POD_ALREADY_STOPPED(HttpStatus.CONFLICT),
  /** The pod is being removed. */
  POD_DELETING(HttpStatus.CONFLICT),
  /** Only what failed can be tried again. */
  POD_NOT_FAILED(HttpStatus.CONFLICT),
  /** The pod does not run yet, or would not stop by itself. */
  NOTHING_TO_EXTEND(HttpStatus.CONFLICT),
  /** The owner has a pod of this name. */
  NAME_TAKEN(HttpStatus.CONFLICT),
  /** Another template has the name. */
  TEMPLATE_NAME_TAKEN(HttpStatus.CONFLICT),
  /** Pods that are not deleted were made from the template; {@code details} lists them. */
  TEMPLATE_IN_USE(HttpStatus.CONFLICT),
  /** The owner has as many pods as allowed. */
  QUOTA_EXCEEDED(HttpStatus.CONFLICT),
  /** Pods that are not deleted use the kind of GPU; {@code details} lists them. */
  GPU_IN_USE(HttpStatus.CONFLICT),
  /** The kind of GPU is switched off. */
  GPU_UNAVAILABLE(HttpStatus.CONFLICT),
  /** The address cannot be registered, or is somebody else's. */
  EMAIL_UNAVAILABLE(HttpStatus.CONFLICT),
  /** The wallet is frozen. */
  WALLET_FROZEN(HttpStatus.CONFLICT),
  /** The wallet is unlimited: it has no balance. */
  WALLET_UNLIMITED(HttpStatus.CONFLICT),
  /** The money is being audited; the audit that goes on says the same. */
  AUDIT_RUNNING(HttpStatus.CONFLICT),
  /** Administrators do not take their own rights. */
  OWN_ACCOUNT(HttpStatus.CONFLICT),
  /** Nobody would be left who runs the platform. */
  LAST_ADMINISTRATOR(HttpStatus.CONFLICT),
  /** The person is being deleted. */
  USER_DELETING(HttpStatus.CONFLICT),
  /** A pod runs that may use the volume. */
  VOLUME_IN_USE(HttpStatus.CONFLICT),
  /** The Idempotency-Key came with another request before. */
  IDEMPOTENCY_KEY_REUSED(HttpStatus.CONFLICT),
  /** Somebody else changed the same thing at the same moment. */
  CONFLICT(HttpStatus.CONFLICT),
  /** The token of a list is too old: the list has to be read from its start. */
  LIST_EXPIRED(HttpStatus.GONE),
  /** It changed since it was read. */
  PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED),
  /** The body came too slowly. */
  REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT),
  /** The body is larger than allowed. */
  PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
  /** The body has a type that the address does not take. */
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
  /** A change needs If-Match. */
  PRECONDITION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED),
  /** A frame of a socket that is not understood. */
  WRONG_FRAME(HttpStatus.BAD_REQUEST),
  /** More sockets than allowed. */
  TOO_MANY_CONNECTIONS(HttpStatus.TOO_MANY_REQUESTS),
  /** More requests than allowed; {@code Retry-After} says when to come back. */
  RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
  /** Too many sign-ins failed; {@code Retry-After} says when to come back. */
  SIGN_IN_LOCKED(HttpStatus.TOO_MANY_REQUESTS),
  /** A fault of NeuroPod. */
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR),
  /** Too many people sign in at this moment. */
  SIGN_IN_BUSY(HttpStatus.SERVICE_UNAVAILABLE),
  /** Google does not answer. */
  GOOGLE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  /** The database does not answer; nothing was written. */
  DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  /** The cluster does not answer. */
  KUBERNETES_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  /** Temporal does not answer. */
  TEMPORAL_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

  private final HttpStatus status;

  FailureCode(HttpStatus status) {
    this.status = status;
  }

  /** The status of HTTP that goes with it. */
  public HttpStatus status() {
    return status;
  }

  String textKey() {
    return "failure." + name();
  }
}
