package online.neuropod.api.security;

import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.TraceFilter;
import online.neuropod.api.audit.Audit;
import online.neuropod.api.audit.AuditFilter;
import online.neuropod.api.audit.RefusedWrites;
import online.neuropod.api.limits.AddressLimitFilter;
import online.neuropod.api.limits.RateLimits;
import online.neuropod.api.limits.UserLimitFilter;
import online.neuropod.api.security.Accounts.Standing;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.users.UserStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may do what: by token. The one cookie that counts is that of the refresh. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {
  private static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'self'",
          "script-src 'self'",
          // Components set positions as style attributes.
          "style-src 'self' 'unsafe-inline'",
          // Descriptions of templates may show pictures from anywhere.
          "img-src 'self' data: https:",
          "font-src 'self' data:",
          "connect-src 'self'",
          "object-src 'none'",
          "base-uri 'self'",
          "form-action 'self'",
          "frame-ancestors 'none'");

  @Bean
  SigningKey apiSigningKey(ApiSettings settings) {
    return SigningKey.of(settings);
  }

  @Bean
  AccessTokens apiAccessTokens(SigningKey key, ApiSettings settings) {
    return new AccessTokens(key, settings.jwt());
  }

  @Bean
  RefreshTokens apiRefreshTokens(SigningKey key) {
    return new RefreshTokens(key);
  }

  @Bean
  Origins apiOrigins(ApiSettings settings) {
    return new Origins(settings.publicUrl());
  }

  @Bean
  JwtDecoder apiJwtDecoder(AccessTokens tokens) {
    return tokens.decoder();
  }

  @Bean
  Accounts apiAccounts(UserStore users, SessionStore sessions) {
    return new Accounts(users, sessions, InstantSource.system());
  }

  @Bean
  AccessRules apiAccessRules(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
    return new AccessRules(handlers.getHandlerMethods());
  }

  /**
   * Methods that nobody knows are answered with a 405 like others that an address does not take.
   */
  @Bean
  HttpFirewall apiFirewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    // Names and patterns of MongoDB end at it.
    firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
    return firewall;
  }

  @Bean
  RequestRejectedHandler apiRequestRejectedHandler(Failures failures) {
    return new SecurityFailures(failures);
  }

  @Bean
  SecurityFilterChain apiSecurity(
      HttpSecurity http,
      JwtDecoder decoder,
      Accounts accounts,
      AccessRules rules,
      Failures failures,
      RateLimits limits,
      ApiSettings settings,
      Audit audit,
      RefusedWrites refusedWrites)
      throws Exception {
    var refusals = new SecurityFailures(failures);
    http.csrf(CsrfConfigurer::disable)
        .requestCache(RequestCacheConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .cors(cors -> cors.configurationSource(cors(settings)))
        .headers(headers -> headers(headers, settings.publicUrl()))
        .addFilterAfter(new AddressLimitFilter(limits, failures), CorsFilter.class)
        .addFilterAfter(
            new UserLimitFilter(limits, failures), BearerTokenAuthenticationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    // The end of a stream, and of a failure, is the same request once more.
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    // Whom an address answers is said beside its handler: @OpenTo.
                    .anyRequest()
                    .access(rules))
        .addFilterBefore(new AuditFilter(audit, refusedWrites), ExceptionTranslationFilter.class)
        .oauth2ResourceServer(
            server ->
                server
                    .bearerTokenResolver(tokenUnlessOpen(rules))
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals)
                    .jwt(
                        jwt ->
                            jwt.decoder(decoder)
                                .jwtAuthenticationConverter(token -> person(token, accounts))))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
    return http.build();
  }

  private static PersonToken person(Jwt token, Accounts accounts) {
    return switch (accounts.standing(token)) {
      case Standing.Good good -> new PersonToken(good.user(), good.sessionId(), token);
      case Standing.Suspended _ -> throw new DisabledException("suspended");
      case Standing.Invalid _ -> throw new InvalidBearerTokenException("void");
    };
  }

  /** A token that no longer holds must not close what is open to everybody. */
  private static BearerTokenResolver tokenUnlessOpen(AccessRules rules) {
    var header = new DefaultBearerTokenResolver();
    return request ->
        rules.audience(request) == Audience.EVERYBODY ? null : header.resolve(request);
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers, URI publicUrl) {
    boolean secure = "https".equalsIgnoreCase(publicUrl.getScheme());
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=(), usb=()"))
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .httpStrictTransportSecurity(
            // By what people see: the proxy before this process has taken TLS off.
            strict -> strict.requestMatcher(_ -> secure).includeSubDomains(false));
  }

  private static CorsConfigurationSource cors(ApiSettings settings) {
    var cors = new CorsConfiguration();
    cors.setAllowedOrigins(
        Stream.concat(Stream.of(settings.publicUrl()), settings.cors().allowedOrigins().stream())
            .map(Origins::of)
            .toList());
    cors.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
    cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    cors.setExposedHeaders(List.of(HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER, TraceFilter.HEADER));
    cors.setMaxAge(Duration.ofHours(1));
    var source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/api/**", cors);
    return source;
  }
}
