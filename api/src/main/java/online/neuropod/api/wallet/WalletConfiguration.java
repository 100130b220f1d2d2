package online.neuropod.api.wallet;

import online.neuropod.api.pods.Delivery;
import online.neuropod.api.pods.FeedSignal;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.MoneyAudit;
import online.neuropod.store.wallets.WalletStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** People's money. */
@Configuration(proxyBeanMethods = false)
@Import({
  WalletController.class,
  UserWalletController.class,
  BalanceController.class,
  MoneyController.class
})
public class WalletConfiguration {
  @Bean
  WalletQueries apiWalletQueries(WalletStore wallets, PodStore pods) {
    return new WalletQueries(wallets, pods);
  }

  @Bean
  BalanceCommands apiBalanceCommands(
      WalletStore wallets,
      UserStore users,
      Delivery delivery,
      FeedSignal feed,
      ApiSettings settings) {
    return new BalanceCommands(wallets, users, delivery, feed, settings);
  }

  @Bean
  PlatformUsage apiPlatformUsage(WalletStore wallets, PodStore pods, UserStore users) {
    return new PlatformUsage(wallets, pods, users);
  }

  @Bean
  MoneyAudit apiMoneyAudit(WalletStore wallets, PodStore pods) {
    return new MoneyAudit(wallets, pods);
  }
}
