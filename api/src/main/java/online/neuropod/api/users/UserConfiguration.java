package online.neuropod.api.users;

import io.temporal.client.WorkflowClient;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.pods.Delivery;
import online.neuropod.api.pods.FeedSignal;
import online.neuropod.api.security.Accounts;
import online.neuropod.api.wallet.BalanceCommands;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.standing.StandingOrders;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.workflows.contract.AccountWorkflows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** People, for administrators. */
@Configuration(proxyBeanMethods = false)
@Import({UserController.class, VolumeController.class})
public class UserConfiguration {
  @Bean
  AccountQueries apiAccountQueries(
      UserStore users, WalletStore wallets, PodStore pods, ClusterSettings cluster) {
    return new AccountQueries(users, wallets, pods, cluster);
  }

  @Bean
  VolumeQueries apiVolumeQueries(
      PodStore pods,
      PriceStore prices,
      DeletionStore deletions,
      AccountQueries accounts,
      Texts texts) {
    return new VolumeQueries(pods, prices, deletions, accounts, texts);
  }

  @Bean
  UserCommands apiUserCommands(
      UserStore users,
      DeletionStore deletions,
      StandingOrders orders,
      NoticeStore notices,
      AccountQueries queries,
      VolumeQueries volumes,
      BalanceCommands balances,
      Accounts accounts,
      WorkflowClient temporal,
      ClusterSettings cluster,
      Delivery delivery,
      FeedSignal feed) {
    return new UserCommands(
        users,
        deletions,
        orders,
        notices,
        queries,
        volumes,
        balances,
        accounts,
        new AccountWorkflows(temporal, cluster.installationId()),
        delivery,
        feed);
  }
}
