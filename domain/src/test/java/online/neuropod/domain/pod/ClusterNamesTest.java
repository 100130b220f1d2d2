package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClusterNamesTest {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars('-')
        .ofMinLength(1)
        .ofMaxLength(PodName.MAX)
        .filter(PodName::isValid);
  }

  @Property
  void everyNameIsALabelOfAtMost63Characters(
      @ForAll("names") String name,
      @ForAll String userId,
      @ForAll @IntRange(min = 1, max = 65535) int port) {
    var names = new ClusterNames(name, UserHash.of(userId, KEY));

    assertThat(List.of(names.pod(), names.port(port)))
        .allMatch(label -> LABEL.matcher(label).matches());
    assertThat(ClusterNames.volume(names.userHash())).matches(LABEL);
    assertThat(ClusterNames.namespace("neuropod", names.userHash())).matches(LABEL);
  }

  @Test
  void followsTheFormOfTheContract() {
    var names = new ClusterNames("mi-pod", "abcdefghij");

    assertThat(names.pod()).isEqualTo("mi-pod-abcdefghij");
    assertThat(names.port(8888)).isEqualTo("mi-pod-abcdefghij-8888");
    assertThat(names.host(8888, "neuropod.online"))
        .isEqualTo("mi-pod-abcdefghij-8888.neuropod.online");
    assertThat(ClusterNames.namespace("neuropod", "abcdefghij")).isEqualTo("neuropod-abcdefghij");
    assertThat(ClusterNames.volume("abcdefghij")).isEqualTo("workspace-abcdefghij");
  }

  @Test
  void refusesANameThatIsNone() {
    assertThatThrownBy(() -> new ClusterNames("Mi Pod", "abcdefghij"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
