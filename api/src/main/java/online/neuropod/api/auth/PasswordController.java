package online.neuropod.api.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.auth.Sessions.Held;
import online.neuropod.api.auth.SignInAnswers.SignedIn;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.user.Session.Client;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registration and sign-in by address and password, where the operator allows that. */
@RestController
@OpenTo(Audience.EVERYBODY)
@RequestMapping("/api/auth")
@Tag(name = "auth")
public class PasswordController {
  private final PasswordSignIn signIn;
  private final SignInLock lock;
  private final SignInAnswers answers;
  private final ApiSettings.Auth settings;

  /** Signs people in with these. */
  PasswordController(
      PasswordSignIn signIn, SignInLock lock, SignInAnswers answers, ApiSettings settings) {
    this.signIn = signIn;
    this.lock = lock;
    this.answers = answers;
    this.settings = settings.auth();
  }

  /**
   * A sign-in.
   *
   * @param email address
   * @param password of it
   */
  @Schema(name = "PasswordLogin")
  public record PasswordLogin(
      @Schema(requiredMode = RequiredMode.REQUIRED, example = "ana@example.com")
          @Nullable String email,
      @Schema(requiredMode = RequiredMode.REQUIRED, example = "correct horse battery")
          @Nullable String password) {}

  /**
   * A registration.
   *
   * @param email address
   * @param password 10 to 128 characters, not the address
   * @param name what others read; what stands before the {@code @} where it is left out
   * @param setupSecret the operator's, for the address of an administrator
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PasswordRegistration")
  public record PasswordRegistration(
      @Schema(requiredMode = RequiredMode.REQUIRED, example = "ana@example.com")
          @Nullable String email,
      @Schema(
              requiredMode = RequiredMode.REQUIRED,
              example = "correct horse battery",
              minLength = 10,
              maxLength = 128)
          @Nullable String password,
      @Schema(minLength = 1, maxLength = 60, example = "Ana") @Nullable String name,
      @Nullable String setupSecret) {}

  /**
   * Signs in. Whether the address or the password is wrong is not told. After some failures both
   * the account and the caller's address of the network have to wait.
   */
  @FailsWith({
    FailureCode.NOT_FOUND,
    FailureCode.INVALID_CREDENTIALS,
    FailureCode.ACCOUNT_SUSPENDED,
    FailureCode.FORBIDDEN,
    FailureCode.SIGN_IN_LOCKED,
    FailureCode.SIGN_IN_BUSY
  })
  @PostMapping("/login")
  Answer<SignedIn> login(
      @RequestBody PasswordLogin login, HttpServletRequest request, HttpServletResponse response) {
    requireOn();
    var faults = new Faults();
    String email = EmailAddress.read(login.email(), faults);
    String password = Passwords.typed(login.password(), faults);
    faults.refuseIfAny();
    Client client = SignInAnswers.client(request);
    Held held = counted(email, client, response, () -> signIn.signIn(email, password, client));
    return answers.signedIn(held, request, response);
  }

  /**
   * Registers and signs in. An address that somebody has, and that of an administrator without the
   * operator's secret, are refused by the same answer.
   */
  @FailsWith({
    FailureCode.NOT_FOUND,
    FailureCode.EMAIL_UNAVAILABLE,
    FailureCode.ACCOUNT_SUSPENDED,
    FailureCode.FORBIDDEN,
    FailureCode.SIGN_IN_LOCKED,
    FailureCode.SIGN_IN_BUSY
  })
  @PostMapping("/register")
  @ResponseStatus(HttpStatus.CREATED)
  Answer<SignedIn> register(
      @RequestBody PasswordRegistration registration,
      HttpServletRequest request,
      HttpServletResponse response) {
    requireOn();
    var faults = new Faults();
    String email = EmailAddress.read(registration.email(), faults);
    String password = Passwords.chosen(registration.password(), email, faults);
    Optional<String> name = ProfileChange.name(registration.name(), faults);
    faults.refuseIfAny();
    Client client = SignInAnswers.client(request);
    var secret = Optional.ofNullable(registration.setupSecret());
    Held held =
        counted(
            email, client, response, () -> signIn.register(email, password, name, secret, client));
    return answers.signedIn(held, request, response);
  }

  private void requireOn() {
    if (!settings.password()) {
      throw Refusal.of(FailureCode.NOT_FOUND);
    }
  }

  private Held counted(
      String email, Client client, HttpServletResponse response, Supplier<Held> attempt) {
    Optional<Duration> wait = lock.begin(email, client.address());
    if (wait.isPresent()) {
      String seconds = String.valueOf(wait.get().toSeconds() + 1);
      response.setHeader(HttpHeaders.RETRY_AFTER, seconds);
      throw Refusal.of(FailureCode.SIGN_IN_LOCKED, Map.of("seconds", seconds));
    }
    try {
      Held held = attempt.get();
      lock.succeeded(email, client.address());
      return held;
    } catch (RuntimeException ended) {
      if (!isGuess(ended)) {
        lock.undecided(email, client.address());
      }
      throw ended;
    }
  }

  private static boolean isGuess(RuntimeException ended) {
    return ended instanceof Refusal refusal
        && (refusal.code() == FailureCode.INVALID_CREDENTIALS
            || refusal.code() == FailureCode.EMAIL_UNAVAILABLE);
  }
}
