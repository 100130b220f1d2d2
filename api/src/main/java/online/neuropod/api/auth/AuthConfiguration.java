package online.neuropod.api.auth;

import online.neuropod.api.security.Accounts;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sign-in. */
@Configuration(proxyBeanMethods = false)
@Import({AuthController.class, ProfileController.class})
public class AuthConfiguration {
  @Bean
  Registration apiRegistration(
      UserStore users,
      WalletStore wallets,
      NoticeStore notices,
      Accounts accounts,
      ApiSettings settings) {
    return new Registration(users, wallets, notices, accounts, settings);
  }
}
