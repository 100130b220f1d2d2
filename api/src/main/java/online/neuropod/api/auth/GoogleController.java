package online.neuropod.api.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.audit.Audited;
import online.neuropod.api.auth.Sessions.Held;
import online.neuropod.api.auth.SignInAnswers.SignedIn;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Origins;
import online.neuropod.api.security.SigningKey;
import online.neuropod.api.settings.ApiSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in by Google, by an ID token or over Google's page, where the operator has set it up. */
@RestController
@OpenTo(Audience.EVERYBODY)
@RequestMapping("/api/auth/google")
@Tag(name = "auth")
public class GoogleController {
  private static final Logger LOG = LoggerFactory.getLogger(GoogleController.class);
  private static final int MAX_TOKEN = 16_384;

  private final ApiSettings.Google settings;
  private final GoogleTokens tokens;
  private final Optional<GooglePage> page;
  private final GoogleSignIn signIn;
  private final SignInAnswers answers;
  private final HostCookie cookie;
  private final SecretKey key;
  private final String loginPage;

  /**
   * Signs people in with these.
   *
   * @param page empty where people cannot be sent there
   */
  GoogleController(
      ApiSettings settings,
      GoogleTokens tokens,
      Optional<GooglePage> page,
      GoogleSignIn signIn,
      SignInAnswers answers,
      SigningKey key) {
    this.settings = settings.google();
    this.tokens = tokens;
    this.page = page;
    this.signIn = signIn;
    this.answers = answers;
    this.cookie = HostCookie.google(settings.publicUrl());
    this.key = key.derived("neuropod way over Google's page");
    this.loginPage = Origins.of(settings.publicUrl()) + "/login";
  }

  /**
   * An ID token of Google's.
   *
   * @param credential the token
   * @param nonce that it must carry, where one was asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "GoogleLogin")
  public record GoogleLogin(
      @Schema(
              requiredMode = RequiredMode.REQUIRED,
              example = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")
          @Nullable String credential,
      @Nullable String nonce) {}

  /** Signs in by an ID token that a program has from Google. */
  @FailsWith({
    FailureCode.NOT_FOUND,
    FailureCode.GOOGLE_TOKEN_INVALID,
    FailureCode.EMAIL_NOT_VERIFIED,
    FailureCode.EMAIL_UNAVAILABLE,
    FailureCode.ACCOUNT_SUSPENDED,
    FailureCode.FORBIDDEN,
    FailureCode.GOOGLE_UNAVAILABLE
  })
  @PostMapping
  Answer<SignedIn> googleLogin(
      @RequestBody GoogleLogin login, HttpServletRequest request, HttpServletResponse response) {
    if (!settings.takesTokens()) {
      throw Refusal.of(FailureCode.NOT_FOUND);
    }
    var faults = new Faults();
    String credential = Objects.requireNonNullElse(login.credential(), "").strip();
    if (credential.isEmpty() || credential.length() > MAX_TOKEN) {
      faults.add("credential", "required");
    }
    faults.refuseIfAny();
    GoogleIdentity identity = tokens.read(credential, Optional.ofNullable(login.nonce()));
    return answers.signedIn(
        signIn.signIn(identity, SignInAnswers.client(request)), request, response);
  }

  /** Sends a browser to Google's page. */
  @FailsWith(FailureCode.NOT_FOUND)
  @GetMapping
  @ApiResponse(responseCode = "302", description = "To Google's page")
  ResponseEntity<Void> googlePage(HttpServletResponse response) {
    GooglePage there = page();
    GoogleTicket ticket = GoogleTicket.fresh();
    cookie.set(response, ticket.sealed(key, Instant.now()), GoogleTicket.LASTS);
    return found(there.begin(ticket));
  }

  /**
   * Where Google sends the browser back. Leads on to {@code /login} of the product: signed in by
   * the refresh cookie, or with the code of a failure as {@code error}. No token is ever in an
   * address.
   */
  @Audited
  @FailsWith(FailureCode.NOT_FOUND)
  @GetMapping("/callback")
  @ApiResponse(responseCode = "302", description = "To the sign-in page")
  ResponseEntity<Void> googleCallback(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String error,
      HttpServletRequest request,
      HttpServletResponse response) {
    GooglePage there = page();
    Optional<GoogleTicket> ticket =
        cookie.read(request).flatMap(value -> GoogleTicket.open(value, key, Instant.now()));
    cookie.clear(response);
    try {
      Held held = arrive(there, ticket, code, state, error, request);
      answers.keep(held, request, response);
      return found(URI.create(loginPage + "?signedIn=google"));
    } catch (RuntimeException thrown) {
      // A person is at the other end, who is to see the sign-in page and not JSON.
      Refusal refusal = Failures.refusal(thrown);
      if (refusal.code() == FailureCode.INTERNAL) {
        LOG.error("A sign-in by Google failed", thrown);
      }
      return found(URI.create(loginPage + "?error=" + refusal.code()));
    }
  }

  private Held arrive(
      GooglePage there,
      Optional<GoogleTicket> ticket,
      @Nullable String code,
      @Nullable String state,
      @Nullable String error,
      HttpServletRequest request) {
    GoogleTicket own =
        ticket
            .filter(known -> isSame(known.state(), state))
            .orElseThrow(() -> Refusal.of(FailureCode.GOOGLE_STATE));
    if (code == null || error != null) {
      throw Refusal.of(FailureCode.GOOGLE_CANCELLED);
    }
    GoogleIdentity identity = tokens.read(there.redeem(own, code), Optional.of(own.nonce()));
    return signIn.signIn(identity, SignInAnswers.client(request));
  }

  private static boolean isSame(String known, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            known.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private GooglePage page() {
    return page.orElseThrow(() -> Refusal.of(FailureCode.NOT_FOUND));
  }

  private static ResponseEntity<Void> found(URI where) {
    return ResponseEntity.status(HttpStatus.FOUND).location(where).build();
  }
}
