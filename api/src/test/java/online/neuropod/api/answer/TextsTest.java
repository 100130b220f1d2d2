package online.neuropod.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import online.neuropod.domain.money.Law;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that is said exists in both languages, and says the same. */
class TextsTest {
  private static final Pattern NAMED = Pattern.compile("\\{([a-zA-Z]+)}");

  private static Map<String, String> bundle(Language language) {
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            "online.neuropod.api.messages",
            language.locale(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return bundle.keySet().stream()
        .collect(Collectors.toMap(key -> key, bundle::getString, (a, _) -> a, TreeMap::new));
  }

  private static Set<String> names(String text) {
    return NAMED
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void bothLanguagesHaveTheSameTextsWithTheSameValues() {
    // The English bundle inherits from the Spanish one: a missing text would be the Spanish one.
    Map<String, String> spanish = bundle(Language.ES);
    Map<String, String> english = bundle(Language.EN);
    Set<String> same =
        spanish.entrySet().stream()
            .filter(text -> text.getValue().equals(english.get(text.getKey())))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertThat(same)
        .containsExactlyInAnyOrder("status.ERROR", "actor.system", "dependency.temporal");
    assertThat(english.keySet()).isEqualTo(spanish.keySet());
    spanish.forEach(
        (key, text) ->
            assertThat(names(english.getOrDefault(key, ""))).as(key).isEqualTo(names(text)));
  }

  @Test
  void everythingThatCanHappenHasItsText() {
    Stream<String> failures = Arrays.stream(FailureCode.values()).map(FailureCode::textKey);
    Stream<String> causes =
        Arrays.stream(CauseCode.values())
            .flatMap(code -> Stream.of("cause." + code, "cause." + code + ".hint"));
    Stream<String> statuses =
        Arrays.stream(PodStatus.values())
            .flatMap(status -> Stream.of("status." + status, "connections." + status))
            .filter(key -> !key.equals("connections." + PodStatus.RUNNING));
    Stream<String> ports = Arrays.stream(Ports.Fault.values()).map(fault -> "field.ports." + fault);
    Stream<String> notices = Arrays.stream(Notice.Kind.values()).map(kind -> "notice." + kind);
    Stream<String> laws = Arrays.stream(Law.values()).map(law -> "law." + law);
    assertThat(bundle(Language.ES).keySet())
        .containsAll(
            Stream.of(failures, causes, statuses, ports, notices, laws)
                .flatMap(keys -> keys)
                .toList());
  }

  @Test
  void whatTheDocumentsSayIsSaidInTheirWords() {
    var texts = new Texts();
    assertThat(texts.say(Language.ES, "failure.POD_ALREADY_RUNNING"))
        .isEqualTo("El pod ya está en ejecución");
    assertThat(texts.say(Language.ES, "failure.POD_ALREADY_STOPPED"))
        .isEqualTo("El pod ya está detenido");
    assertThat(texts.say(Language.ES, "failure.POD_NOT_FOUND")).isEqualTo("Pod no encontrado");
    assertThat(texts.say(Language.ES, "field.assignToUser")).isEqualTo("Usuario no encontrado");
    assertThat(texts.say(Language.ES, "pod.created"))
        .isEqualTo("Pod creándose. Por favor espere unos minutos.");
    assertThat(
            texts.say(
                Language.ES,
                "failure.INSUFFICIENT_FUNDS",
                Map.of(
                    "required", Texts.needed(Language.ES, new BigDecimal("6.5")),
                    "available", Texts.held(Language.ES, new BigDecimal("1.2")))))
        .isEqualTo("Saldo insuficiente. Requerido: 6,50 €, Disponible: 1,20 €");
  }

  @Test
  void neededAndHeldAreNeverTheSameWhereOneIsMore() {
    var needed = new BigDecimal("1.200001");
    var held = new BigDecimal("1.200000");
    assertThat(Texts.needed(Language.ES, needed)).isEqualTo("1,21 €");
    assertThat(Texts.held(Language.ES, held)).isEqualTo("1,20 €");
    assertThat(Texts.held(Language.EN, new BigDecimal("1234.5"))).isEqualTo("€1,234.50");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "en-US, EN",
        "en;q=0.8, EN",
        "'fr, en;q=0.5', EN",
        "'es, en;q=0.9', ES",
        "de, ES",
        "'', ES",
        "'!!', ES"
      })
  void aLanguageIsChosenAsTheReaderPrefers(String header, Language chosen) {
    assertThat(Language.of(header)).isEqualTo(chosen);
  }
}
