package online.neuropod.api.settings;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * The proxies in front of the api.
 *
 * @param trustedProxies addresses or networks (such as {@code 10.0.0.0/8}) of proxies whose {@code
 *     X-Forwarded-For} and {@code X-Forwarded-Proto} are believed; without any, nobody's: {@code
 *     NEUROPOD_TRUSTED_PROXIES}
 */
@ConfigurationProperties("neuropod")
public record ProxySettings(@DefaultValue List<String> trustedProxies) {
  public ProxySettings {
    trustedProxies =
        trustedProxies.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    trustedProxies.forEach(ProxySettings::check);
  }

  private static void check(String network) {
    try {
      var _ = new IpAddressMatcher(network);
    } catch (IllegalArgumentException fault) {
      throw new SettingFault(
          "NEUROPOD_TRUSTED_PROXIES",
          "neuropod.trusted-proxies",
          "must be addresses or networks such as 10.0.0.0/8, but has '" + network + "'");
    }
  }
}
