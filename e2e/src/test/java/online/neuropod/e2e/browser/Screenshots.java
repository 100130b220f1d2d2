package online.neuropod.e2e.browser;

import java.util.Map;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.Browser;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Partners;
import online.neuropod.e2e.environment.Product;
import org.junit.jupiter.api.Test;

/** Takes the pictures of docs/images anew: {@code make screenshots}. */
class Screenshots {
  private static final double GPU_PRICE = 0.8;
  private static final double STORAGE_PRICE = 0.005;

  @Test
  void areTaken() {
    var partners = Partners.require();
    var settings = Map.of("neuropod.user.initial-balance", "50");
    try (var product = Product.start("screenshots", partners, settings);
        var cluster = ClusterView.of(product)) {
      Person.signIn(product.url(), "admin@example.com", "admin")
          .setPrice("rtx-4090", GPU_PRICE, STORAGE_PRICE);
      try {
        Browser.run(
            "screenshots/docs",
            product.url(),
            Map.of(
                "TEMPORAL_UI", partners.temporalUi().toString(),
                "NEUROPOD_INSTALLATION", cluster.installation()));
      } finally {
        cluster.removeAll();
      }
    }
  }
}
