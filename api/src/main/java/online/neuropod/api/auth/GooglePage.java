package online.neuropod.api.auth;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.Origins;
import online.neuropod.api.settings.ApiSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** The way over Google's page: where it begins, and what the code is worth that comes back. */
class GooglePage {
  private static final Logger LOG = LoggerFactory.getLogger(GooglePage.class);

  private final ClientRegistration registration;
  private final String authorizationUri;
  private final String callback;
  private final RestClientAuthorizationCodeTokenResponseClient tokens;

  /** For a product at this address. */
  GooglePage(ApiSettings.Google settings, URI publicUrl) {
    this.authorizationUri = settings.authorizationUri().toString();
    this.callback = Origins.of(publicUrl) + "/api/auth/google/callback";
    this.registration =
        ClientRegistration.withRegistrationId("google")
            .clientId(settings.clientId())
            .clientSecret(settings.clientSecret())
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(callback)
            .scope("openid", "email", "profile")
            .authorizationUri(authorizationUri)
            .tokenUri(settings.tokenUri().toString())
            .build();
    this.tokens = new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(client(settings));
  }

  private static RestClient client(ApiSettings.Google settings) {
    var requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder().connectTimeout(settings.timeout()).build());
    requests.setReadTimeout(settings.timeout());
    return RestClient.builder()
        .requestFactory(requests)
        .configureMessageConverters(
            converters ->
                converters
                    .addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
        .build();
  }

  /** Where to send a person. */
  URI begin(GoogleTicket ticket) {
    return URI.create(request(ticket).getAuthorizationRequestUri());
  }

  private OAuth2AuthorizationRequest request(GoogleTicket ticket) {
    return OAuth2AuthorizationRequest.authorizationCode()
        .clientId(registration.getClientId())
        .authorizationUri(authorizationUri)
        .redirectUri(callback)
        .scopes(registration.getScopes())
        .state(ticket.state())
        .attributes(
            attributes -> attributes.put(PkceParameterNames.CODE_VERIFIER, ticket.verifier()))
        .additionalParameters(
            Map.of(
                PkceParameterNames.CODE_CHALLENGE,
                challenge(ticket.verifier()),
                PkceParameterNames.CODE_CHALLENGE_METHOD,
                "S256",
                OidcParameterNames.NONCE,
                ticket.nonce(),
                "prompt",
                "select_account"))
        .build();
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  /**
   * The ID token that a code is worth.
   *
   * @throws Refusal if Google does not take the code, or cannot be reached
   */
  String redeem(GoogleTicket ticket, String code) {
    var response =
        OAuth2AuthorizationResponse.success(code)
            .redirectUri(callback)
            .state(ticket.state())
            .build();
    var exchange = new OAuth2AuthorizationExchange(request(ticket), response);
    try {
      var answer =
          tokens.getTokenResponse(new OAuth2AuthorizationCodeGrantRequest(registration, exchange));
      return Optional.ofNullable(answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN))
          .map(String::valueOf)
          .orElseThrow(() -> Refusal.of(FailureCode.GOOGLE_TOKEN_INVALID));
    } catch (OAuth2AuthorizationException refused) {
      LOG.warn("Google gives no token for a code", refused);
      throw Refusal.of(
          isAway(refused) ? FailureCode.GOOGLE_UNAVAILABLE : FailureCode.GOOGLE_TOKEN_INVALID);
    }
  }

  private static boolean isAway(OAuth2AuthorizationException refused) {
    return GoogleTokens.causes(refused)
        .anyMatch(
            cause ->
                cause instanceof ResourceAccessException
                    || cause instanceof HttpServerErrorException);
  }
}
