package online.neuropod.api.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whom a handler answers, or all handlers of a class that say nothing else. It is the only
 * place that says so: {@link AccessRules} enforces it, and the description of the API tells it. A
 * handler of the API without it ends the start.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface OpenTo {
  /** Whom. */
  Audience value();
}
