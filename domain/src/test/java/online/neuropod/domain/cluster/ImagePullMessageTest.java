package online.neuropod.domain.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePullMessageTest {
  /** Messages as a kubelet with containerd writes them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rpc error: code = NotFound desc = failed to pull and unpack image"
            + " \"docker.io/library/ubuntu:nope\": failed to resolve reference"
            + " \"docker.io/library/ubuntu:nope\": docker.io/library/ubuntu:nope: not found"
            + " | not found",
        "failed to resolve reference \"ghcr.io/a/b:1\": unexpected status from HEAD request to"
            + " https://ghcr.io/v2/a/b/manifests/1: 404 Not Found | not found",
        "failed to pull and unpack image \"docker.io/library/nope:latest\": failed to resolve"
            + " reference \"docker.io/library/nope:latest\": pull access denied, repository does"
            + " not exist or may require authorization: server message: insufficient_scope:"
            + " authorization failed | not found, or access denied",
        "failed to authorize: failed to fetch anonymous token: unexpected status from GET request"
            + " to https://ghcr.io/token?scope=repository%3Aa%3Apull&service=ghcr.io: 401"
            + " Unauthorized | access denied",
        "failed to do request: Head \"https://registry.example/v2/a/manifests/1\": dial tcp: lookup"
            + " registry.example on 10.96.0.10:53: no such host | registry does not answer",
        "failed to do request: Head \"https://r.example/v2/\": dial tcp 203.0.113.9:443: i/o"
            + " timeout | registry does not answer",
        "failed to do request: Head \"https://r.example/v2/\": context deadline exceeded"
            + " | registry does not answer",
        "dial tcp 127.0.0.1:5000: connect: connection refused | registry does not answer",
      })
  void saysInAWordWhatHelps(String message, String word) {
    assertThat(ImagePullMessage.sanitise(message)).isEqualTo(word);
  }

  @Test
  void hidesAddressesAndQueriesInWhatItDoesNotKnow() {
    String text =
        ImagePullMessage.sanitise(
            "Get  \"https://r.example/v2/a?sig=secret&x=1\":\n tls to 10.1.2.3:443 failed");

    assertThat(text).isEqualTo("Get \"https://r.example/v2/a\": tls to … failed");
  }

  @Test
  void cutsWhatItDoesNotKnowToTwoHundredCharacters() {
    assertThat(ImagePullMessage.sanitise("x".repeat(201))).isEqualTo("x".repeat(200));
  }

  @Property
  void isShortAndOnOneLine(@ForAll String message) {
    assertThat(ImagePullMessage.sanitise(message))
        .hasSizeLessThanOrEqualTo(200)
        .doesNotContain("\n");
  }
}
