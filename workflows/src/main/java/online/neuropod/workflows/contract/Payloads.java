package online.neuropod.workflows.contract;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;

/**
 * How inputs, signals and results are written: JSON by Jackson 3. Every process uses this one
 * converter, for ever, since what is written today is read by histories that live for months.
 */
public final class Payloads {
  private Payloads() {}

  /** A new converter; the same at every call. */
  public static DataConverter converter() {
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new Jackson3JsonPayloadConverter());
  }
}
