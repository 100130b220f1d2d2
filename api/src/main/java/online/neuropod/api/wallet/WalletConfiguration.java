package online.neuropod.api.wallet;

import online.neuropod.store.pods.PodStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A person's money. */
@Configuration(proxyBeanMethods = false)
@Import(WalletController.class)
public class WalletConfiguration {
  @Bean
  Ledger apiLedger(PodStore pods) {
    return new Ledger(pods);
  }
}
