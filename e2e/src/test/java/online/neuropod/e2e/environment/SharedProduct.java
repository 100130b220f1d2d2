package online.neuropod.e2e.environment;

import java.util.Map;
import online.neuropod.e2e.client.Person;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one installation that they share, as parameters {@link Product} and {@link
 * ClusterView}; started with the first of them, removed from the cluster after the last.
 */
public final class SharedProduct implements ParameterResolver, AfterAllCallback {
  /** What the tests' GPU costs here, euros per hour. */
  public static final double PRICE = 1;

  private static final Namespace STORE = Namespace.create(SharedProduct.class);

  /** What is shared. */
  private record Shared(Product product, ClusterView cluster) implements AutoCloseable {
    static Shared start() {
      var product = Product.start("shared", Partners.require(), Map.of());
      Person.signIn(product.url(), "root@example.com", "admin").setPrice("rtx-4090", PRICE, 0.05);
      return new Shared(product, ClusterView.of(product));
    }

    @Override
    public void close() {
      product.close();
      cluster.removeAll();
      cluster.close();
    }
  }

  /** After each class, since nobody sees what fails when the last is over. */
  @Override
  public void afterAll(ExtensionContext context) {
    Shared shared = context.getRoot().getStore(STORE).get("shared", Shared.class);
    if (shared != null) {
      shared.product().requireNoSecretInLogs();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Product.class || type == ClusterView.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var shared =
        context
            .getRoot()
            .getStore(STORE)
            .computeIfAbsent("shared", _ -> Shared.start(), Shared.class);
    return parameter.getParameter().getType() == Product.class
        ? shared.product()
        : shared.cluster();
  }
}
