package online.neuropod.api.auth;

import java.util.Optional;
import online.neuropod.api.security.AccessTokens;
import online.neuropod.api.security.Accounts;
import online.neuropod.api.security.RefreshTokens;
import online.neuropod.api.security.SigningKey;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.api.wallet.BalanceCommands;
import online.neuropod.store.attempts.AttemptStore;
import online.neuropod.store.credentials.CredentialStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Sign-in. */
@Configuration(proxyBeanMethods = false)
@Import(ProfileController.class)
public class AuthConfiguration {
  @Bean
  Registration apiRegistration(
      UserStore users,
      WalletStore wallets,
      NoticeStore notices,
      BalanceCommands balances,
      Accounts accounts,
      ApiSettings settings) {
    return new Registration(users, wallets, notices, balances, accounts, settings);
  }

  @Bean
  Sessions apiSessions(
      SessionStore store,
      UserStore users,
      Accounts accounts,
      AccessTokens accessTokens,
      RefreshTokens refreshTokens,
      ApiSettings settings) {
    return new Sessions(store, users, accounts, accessTokens, refreshTokens, settings.auth());
  }

  @Bean
  SignInAnswers apiSignInAnswers(WalletStore wallets, ApiSettings settings) {
    return new SignInAnswers(wallets, settings.publicUrl());
  }

  @Bean
  AuthController apiAuthController(
      Registration registration,
      Sessions sessions,
      SignInAnswers answers,
      JwtDecoder decoder,
      ApiSettings settings) {
    return new AuthController(registration, sessions, answers, decoder, settings);
  }

  @Bean
  SessionController apiSessionController(SessionStore store, Sessions sessions) {
    return new SessionController(store, sessions);
  }

  @Bean
  PasswordController apiPasswordController(
      Registration registration,
      CredentialStore credentials,
      AttemptStore attempts,
      UserStore users,
      SessionStore sessionStore,
      Sessions sessions,
      SignInAnswers answers,
      ApiSettings settings) {
    var signIn =
        new PasswordSignIn(
            registration,
            new Passwords(settings.auth().parallelHashes()),
            credentials,
            users,
            sessionStore,
            sessions,
            settings);
    return new PasswordController(signIn, new SignInLock(attempts), answers, settings);
  }

  @Bean
  GoogleController apiGoogleController(
      Registration registration,
      CredentialStore credentials,
      UserStore users,
      SessionStore sessionStore,
      Sessions sessions,
      SignInAnswers answers,
      SigningKey key,
      ApiSettings settings) {
    var signIn = new GoogleSignIn(registration, credentials, users, sessionStore, sessions);
    return new GoogleController(
        settings,
        new GoogleTokens(settings.google()),
        settings.google().hasPage()
            ? Optional.of(new GooglePage(settings.google(), settings.publicUrl()))
            : Optional.empty(),
        signIn,
        answers,
        key);
  }
}
