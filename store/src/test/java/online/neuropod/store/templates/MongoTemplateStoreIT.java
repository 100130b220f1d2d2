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
import online.neuropod.store.templates.TemplateStore.Written;
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
        Optional.of("root"),
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

  private static Template renamed(Template template, String name, long version) {
    return new Template(
        template.id(),
        name,
        template.dockerImage(),
        template.httpPorts(),
        template.tcpPorts(),
        template.containerDiskSize(),
        template.volumeDiskSize(),
        template.volumePath(),
        template.description(),
        template.command(),
        template.environment(),
        template.defaultGpu(),
        template.createdBy(),
        version);
  }

  @Test
  void aNameIsThereOnce() {
    Template mine = template("mine");
    assertThat(templates.insert(mine)).isEqualTo(Written.DONE);
    assertThat(templates.insert(mine)).isEqualTo(Written.DONE);
    Template other = template("other");
    assertThat(templates.insert(renamed(other, "mine", 1))).isEqualTo(Written.NAME_TAKEN);
    assertThat(templates.insert(other)).isEqualTo(Written.DONE);
    assertThat(templates.replace(renamed(other, "mine", 2))).isEqualTo(Written.NAME_TAKEN);
    assertThat(templates.all()).containsExactly(mine, other);
  }

  @Test
  void onlyWhatWasReadIsReplacedOrRemoved() {
    Template first = template("first");
    templates.insert(first);
    Template second = renamed(first, "second", 2);

    assertThat(templates.replace(renamed(first, "skipped", 3))).isEqualTo(Written.CHANGED);
    assertThat(templates.replace(second)).isEqualTo(Written.DONE);
    assertThat(templates.replace(second)).isEqualTo(Written.CHANGED);
    assertThat(templates.find("first")).contains(second);
    assertThat(templates.delete("first", 1)).isEqualTo(Written.CHANGED);
    assertThat(templates.delete("first", 2)).isEqualTo(Written.DONE);
    assertThat(templates.delete("first", 2)).isEqualTo(Written.CHANGED);
    assertThat(templates.all()).isEmpty();
  }
}
