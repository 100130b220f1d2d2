package online.neuropod.e2e.money;

import static org.assertj.core.api.Assertions.assertThat;

import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.SharedProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pod that the balance does not pay for an hour is not begun. */
@ExtendWith(SharedProduct.class)
class MinimumRunwayE2E {
  @Test
  void aPodThatTheMoneyDoesNotLastForIsRefused(Product product) {
    Person.signIn(product.url(), "root@example.com", "admin").setPrice("rtx-4080", 1800, 0.05);
    var ana = Person.signIn(product.url(), "ana.poor@example.com", "client");
    var order = Person.image("caro", "neuropod.test/web:1", "3000");
    order.put("gpu", "rtx-4080");
    var answer = ana.post("/api/pods", order);
    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.body().path("message").asString()).contains("Saldo insuficiente");
    assertThat(ana.get("/api/pods").data()).isEmpty();
  }
}
