package online.neuropod.store;

import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Tells a database that cannot be used at the moment from a fault that stays. */
public final class StoreFailures {
  /**
   * Spring translates what its templates do; the driver's own types come through where Spring has
   * no name for them. A write concern that is not met counts too: the write may be lost.
   */
  private static final List<Class<? extends RuntimeException>> UNAVAILABLE =
      List.of(
          DataAccessResourceFailureException.class,
          TransientDataAccessException.class,
          MongoTimeoutException.class,
          MongoSocketException.class,
          MongoNotPrimaryException.class,
          MongoNodeIsRecoveringException.class,
          MongoWriteConcernException.class);

  private StoreFailures() {}

  /**
   * Whether {@code failure}, or what caused it, is that MongoDB did not answer in time, cannot be
   * reached, has no primary, or that other writers were faster every time. The same call may
   * succeed later. Every write of the store may be repeated.
   */
  public static boolean isUnavailable(Throwable failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause -> UNAVAILABLE.stream().anyMatch(type -> type.isInstance(cause)));
  }
}
