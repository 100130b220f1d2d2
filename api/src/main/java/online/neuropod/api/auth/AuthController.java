package online.neuropod.api.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.auth.SignInAnswers.SignedIn;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.SignInWay;
import online.neuropod.domain.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in for development, what keeps people signed in, and the person who is signed in. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@RequestMapping("/api/auth")
@Tag(name = "auth")
public class AuthController {
  private final Registration registration;
  private final Sessions sessions;
  private final SignInAnswers answers;
  private final JwtDecoder decoder;
  private final ApiSettings.Auth settings;

  /** Signs people in with these. */
  AuthController(
      Registration registration,
      Sessions sessions,
      SignInAnswers answers,
      JwtDecoder decoder,
      ApiSettings settings) {
    this.registration = registration;
    this.sessions = sessions;
    this.answers = answers;
    this.decoder = decoder;
    this.settings = settings.auth();
  }

  /**
   * A sign-in without proof, for development.
   *
   * @param email address
   * @param role the role to have from now on; a new person's is {@code client}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DevelopmentLogin")
  public record DevelopmentLogin(
      @Schema(requiredMode = RequiredMode.REQUIRED, example = "ana@example.com")
          @Nullable String email,
      @Schema(allowableValues = {"client", "admin"}) @Nullable String role) {}

  /**
   * A token that is good.
   *
   * @param valid always true
   * @param expiresAt until when
   * @param user whom it stands for
   */
  @Schema(name = "VerifiedToken")
  public record Verified(boolean valid, Instant expiresAt, UserView user) {}

  /**
   * A person who is signed out.
   *
   * @param loggedOut always true
   */
  @Schema(name = "SignedOut")
  public record SignedOut(boolean loggedOut) {}

  /** Signs anybody in as anybody, where the operator allows that. */
  @OpenTo(Audience.EVERYBODY)
  @FailsWith({FailureCode.NOT_FOUND, FailureCode.ACCOUNT_SUSPENDED, FailureCode.FORBIDDEN})
  @PostMapping("/mock-login")
  Answer<SignedIn> developmentLogin(
      @RequestBody DevelopmentLogin login,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!settings.developmentLogin()) {
      throw Refusal.of(FailureCode.NOT_FOUND);
    }
    var faults = new Faults();
    String email = EmailAddress.read(login.email(), faults);
    Optional<Role> role = role(login.role(), faults);
    faults.refuseIfAny();
    User user = registration.signIn(email, role);
    return answers.signedIn(
        sessions.open(user, SignInWay.DEVELOPMENT, SignInAnswers.client(request)),
        request,
        response);
  }

  private static Optional<Role> role(@Nullable String wire, Faults faults) {
    if (wire == null) {
      return Optional.empty();
    }
    Optional<Role> role =
        Arrays.stream(Role.values()).filter(each -> each.wire().equals(wire)).findFirst();
    if (role.isEmpty()) {
      faults.add("role", "role");
    }
    return role;
  }

  /**
   * A new access token, by the cookie that a sign-in has set, and a new cookie. The cookie of
   * before is good for a few seconds more; used again later, it ends the session.
   */
  @OpenTo(Audience.EVERYBODY)
  @FailsWith({FailureCode.UNAUTHENTICATED, FailureCode.ACCOUNT_SUSPENDED, FailureCode.FORBIDDEN})
  @PostMapping("/refresh")
  Answer<SignedIn> refresh(HttpServletRequest request, HttpServletResponse response) {
    return answers
        .refreshToken(request)
        .flatMap(token -> sessions.refresh(token, SignInAnswers.client(request)))
        .map(held -> answers.signedIn(held, request, response))
        .orElseThrow(
            () -> {
              answers.clear(response);
              return Refusal.of(FailureCode.UNAUTHENTICATED);
            });
  }

  /** The person who asks. */
  @GetMapping("/me")
  Answer<UserView> me(Viewer viewer) {
    return Answer.of(answers.view(viewer.user()));
  }

  /** Whether the token is good; 401 if it is not. */
  @GetMapping("/verify")
  Answer<Verified> verify(
      Viewer viewer, @CurrentSecurityContext(expression = "authentication.credentials") Jwt token) {
    return Answer.of(new Verified(true, SignInAnswers.expiry(token), answers.view(viewer.user())));
  }

  /**
   * Signs out: ends the session of the token and of the cookie. Within seconds nothing that was
   * made in it is good any more, in no process.
   */
  @OpenTo(Audience.EVERYBODY)
  @FailsWith(FailureCode.FORBIDDEN)
  @PostMapping("/logout")
  Answer<SignedOut> logout(HttpServletRequest request, HttpServletResponse response) {
    accessToken(request).ifPresent(sessions::endOf);
    answers.refreshToken(request).ifPresent(sessions::endOf);
    answers.clear(response);
    return Answer.of(new SignedOut(true));
  }

  /** The token that a request brings; none where it is not good, which is no fault here. */
  private Optional<Jwt> accessToken(HttpServletRequest request) {
    try {
      return Optional.ofNullable(new DefaultBearerTokenResolver().resolve(request))
          .map(decoder::decode);
    } catch (JwtException | AuthenticationException notGood) {
      return Optional.empty();
    }
  }
}
