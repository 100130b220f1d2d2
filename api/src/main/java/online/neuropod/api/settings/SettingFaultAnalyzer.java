package online.neuropod.api.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says a {@link SettingFault} in two lines instead of a stack trace. */
public final class SettingFaultAnalyzer extends AbstractFailureAnalyzer<SettingFault> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SettingFault cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
  }
}
