package online.neuropod.e2e.browser;

import java.util.List;
import java.util.Map;
import online.neuropod.e2e.environment.Browser;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.SharedProduct;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A person works with the web application and in their pods by a real Chromium; what they do is
 * written in {@code e2e/browser/tests}.
 */
@ExtendWith(SharedProduct.class)
class BrowserE2E {
  static List<String> specifications() {
    return Browser.specifications("tests");
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void aPersonIn(String specification, Product product) {
    Browser.run(specification, product.url(), Map.of());
  }
}
