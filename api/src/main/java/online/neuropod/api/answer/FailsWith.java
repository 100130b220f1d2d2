package online.neuropod.api.answer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a handler can fail in its own way, for the description of the API; a class says what all of
 * its handlers can. What follows from the kind of request is not repeated: signing in, the shape of
 * bodies and parameters, {@code If-Match}, {@code Idempotency-Key}, limits, and servers that are
 * away. Tests refuse answers that are not described.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface FailsWith {
  /** The ways. */
  FailureCode[] value();
}
