package online.neuropod.api.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.cluster.ClusterSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether NeuroPod works, for everybody. */
@RestController
@OpenTo(Audience.EVERYBODY)
@RequestMapping("/api")
@Tag(name = "status")
public class StatusController {
  private final ApiSettings settings;
  private final ClusterSettings cluster;
  private final PlatformStatus platform;
  private final InstantSource clock = InstantSource.system();

  /** Tells of these settings. */
  public StatusController(ApiSettings settings, ClusterSettings cluster, PlatformStatus platform) {
    this.settings = settings;
    this.cluster = cluster;
    this.platform = platform;
  }

  /**
   * The process answers.
   *
   * @param status always {@code ok}
   * @param time of the server
   */
  @Schema(name = "Health")
  public record Health(@Schema(allowableValues = "ok") String status, Instant time) {}

  /**
   * What everybody may know of an installation.
   *
   * @param status always {@code ok}
   * @param version of NeuroPod
   * @param developmentLogin whether anybody can sign in as anybody
   * @param passwordLogin whether people can register and sign in with address and password
   * @param googleLogin whether {@code GET /api/auth/google} leads to Google's page
   * @param googleClientId for whom ID tokens are to be made; null where none are taken
   * @param simulatedCluster whether no real container runs
   * @param domain below which pods answer
   */
  @Schema(name = "PublicStatus")
  public record PublicStatus(
      @Schema(allowableValues = "ok") String status,
      String version,
      boolean developmentLogin,
      boolean passwordLogin,
      boolean googleLogin,
      @Nullable String googleClientId,
      boolean simulatedCluster,
      String domain) {}

  /** Answers as long as the process can. */
  @GetMapping("/health")
  Answer<Health> health() {
    return Answer.of(new Health("ok", clock.instant()));
  }

  /** How the installation is, for administrators: every server that it needs, and what goes on. */
  @Operation(
      description =
          "Every server is asked at once, for 3 s at most. One that does not answer is `down`, and"
              + " what only it could tell is null; the request itself does not fail.")
  @OpenTo(Audience.ADMINISTRATORS)
  @GetMapping("/status")
  Answer<PlatformView> platform() {
    return Answer.of(platform.view());
  }

  /** What a sign-in page needs. */
  @GetMapping("/status/public")
  Answer<PublicStatus> status() {
    return Answer.of(
        new PublicStatus(
            "ok",
            settings.version(),
            settings.auth().developmentLogin(),
            settings.auth().password(),
            settings.google().hasPage(),
            settings.google().takesTokens() ? settings.google().clientId() : null,
            settings.kubernetes().simulated(),
            cluster.edge().domain()));
  }
}
