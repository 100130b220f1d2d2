package online.neuropod.api.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.AccessTokens;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.wallets.WalletStore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in and the person who is signed in. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@RequestMapping("/api/auth")
@Tag(name = "auth")
public class AuthController {
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

  private final Registration registration;
  private final AccessTokens tokens;
  private final WalletStore wallets;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  /** Signs people in with these. */
  public AuthController(
      Registration registration, AccessTokens tokens, WalletStore wallets, ApiSettings settings) {
    this.registration = registration;
    this.tokens = tokens;
    this.wallets = wallets;
    this.settings = settings;
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
   * A person who is signed in.
   *
   * @param token for the {@code Authorization: Bearer} header and the socket's first frame
   * @param expiresAt until when it is good
   * @param user whom it stands for
   */
  @Schema(name = "SignedIn")
  public record SignedIn(String token, Instant expiresAt, UserView user) {}

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
  @FailsWith(FailureCode.NOT_FOUND)
  @PostMapping("/mock-login")
  Answer<SignedIn> developmentLogin(@RequestBody DevelopmentLogin login) {
    if (!settings.auth().developmentLogin()) {
      throw Refusal.of(FailureCode.NOT_FOUND);
    }
    var faults = new Faults();
    String email = Objects.requireNonNullElse(login.email(), "").strip();
    if (email.isEmpty()) {
      faults.add("email", "required");
    } else if (!EMAIL.matcher(email).matches()) {
      faults.add("email", "email");
    }
    Optional<Role> role = role(login.role(), faults);
    faults.refuseIfAny();
    User user = registration.signIn(email, role);
    Jwt token = tokens.issue(user, clock.instant());
    return Answer.of(new SignedIn(token.getTokenValue(), expiry(token), view(user)));
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

  /** The person who asks. */
  @GetMapping("/me")
  Answer<UserView> me(Viewer viewer) {
    return Answer.of(view(viewer.user()));
  }

  /** Whether the token is good; 401 if it is not. */
  @GetMapping("/verify")
  Answer<Verified> verify(
      Viewer viewer, @CurrentSecurityContext(expression = "authentication.credentials") Jwt token) {
    return Answer.of(new Verified(true, expiry(token), view(viewer.user())));
  }

  /** Signs out. The token is the client's to forget. */
  @OpenTo(Audience.EVERYBODY)
  @PostMapping("/logout")
  Answer<SignedOut> logout() {
    return Answer.of(new SignedOut(true));
  }

  private static Instant expiry(Jwt token) {
    return Objects.requireNonNull(token.getExpiresAt(), "every token that is issued expires");
  }

  private UserView view(User user) {
    return UserView.of(user, wallets.find(user.id()));
  }
}
