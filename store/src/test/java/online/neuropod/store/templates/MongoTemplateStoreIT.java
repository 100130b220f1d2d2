package online.neuropod.store.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.TcpPort;
import online.neuropod.domain.template.Template;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoTemplateStoreIT {
  private static final List<Template> SEED =
      Stream.of("Ubuntu 22.04 Base", "ComfyUI", "Python Data Science", "n8n", "Ghost")
          .map(MongoTemplateStoreIT::template)
          .toList();

  private final MongoTemplate mongo;
  private final TemplateStore templates;

  MongoTemplateStoreIT(Server server) {
    mongo = server.freshTemplate();
    templates = MongoTemplateStore.open(mongo);
  }

  /** Everything that a template can hold. */
  private static Template template(String name) {
    return new Template(
        name.toLowerCase(Locale.ROOT).replace(' ', '-'),
        name,
        "registry.test/image:1",
        List.of(new HttpPort(8888, "Jupyter Lab", false), new HttpPort(3000, "Web Server", true)),
        List.of(new TcpPort(22, "SSH")),
        20,
        50,
        "/workspace",
        "## " + name,
        List.of("sh", "-c", "sleep 1"),
        Map.of("a.b", "c"),
        Optional.of("rtx-4090"),
        1);
  }

  @Test
  void readsBackTheSeedByName() {
    templates.seed(SEED);

    assertThat(templates.all())
        .extracting(Template::name)
        .containsExactly("ComfyUI", "Ghost", "Python Data Science", "Ubuntu 22.04 Base", "n8n");
    assertThat(SEED).allSatisfy(seed -> assertThat(templates.find(seed.id())).contains(seed));
    assertThat(templates.find("nothing")).isEmpty();
  }

  @Test
  void severalProcessesSeedTogether() throws InterruptedException, ExecutionException {
    Together.run(
        4,
        i -> {
          templates.seed(SEED);
          return i;
        });

    assertThat(templates.all()).hasSize(SEED.size());
  }

  @Test
  void aTemplateThatAnAdministratorRemovedStaysAway() {
    templates.seed(SEED);
    mongo.getCollection("templates").deleteOne(new Document("_id", "ghost"));

    templates.seed(SEED);

    assertThat(templates.find("ghost")).isEmpty();
  }

  @Test
  void aSeedThatWasCutShortIsCompletedByTheNextStart() {
    mongo.insert(TemplateDocument.of(SEED.getFirst()));

    templates.seed(SEED);

    assertThat(templates.all()).hasSize(SEED.size());
  }
}
