package online.neuropod.store.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.template.Template;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.prices.SeedPrices;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoTemplateStoreIT {
  private final MongoTemplate mongo;
  private final TemplateStore templates;

  MongoTemplateStoreIT(Server server) {
    mongo = server.freshTemplate();
    templates = MongoTemplateStore.open(mongo);
  }

  @Test
  void readsBackTheSeedByName() {
    templates.seed(SeedCatalogue.templates());

    assertThat(templates.all())
        .extracting(Template::name)
        .containsExactly("ComfyUI", "Ghost", "Python Data Science", "Ubuntu 22.04 Base", "n8n");
    assertThat(SeedCatalogue.templates())
        .allSatisfy(seed -> assertThat(templates.find(seed.id())).contains(seed));
    assertThat(templates.find("nothing")).isEmpty();
  }

  @Test
  void severalProcessesSeedTogether() throws InterruptedException, ExecutionException {
    Together.run(
        4,
        i -> {
          templates.seed(SeedCatalogue.templates());
          return i;
        });

    assertThat(templates.all()).hasSize(SeedCatalogue.templates().size());
  }

  @Test
  void aTemplateThatAnAdministratorRemovedStaysAway() {
    templates.seed(SeedCatalogue.templates());
    mongo.getCollection("templates").deleteOne(new Document("_id", "ghost"));

    templates.seed(SeedCatalogue.templates());

    assertThat(templates.find("ghost")).isEmpty();
  }

  @Test
  void aSeedThatWasCutShortIsCompletedByTheNextStart() {
    mongo.insert(TemplateDocument.of(SeedCatalogue.templates().getFirst()));

    templates.seed(SeedCatalogue.templates());

    assertThat(templates.all()).hasSize(SeedCatalogue.templates().size());
  }

  @Test
  void theSeedIsWhatTheContractSays() {
    Template ubuntu = SeedCatalogue.templates().getFirst();

    assertThat(ubuntu.dockerImage()).isEqualTo("ubuntu:22.04");
    assertThat(ubuntu.httpPorts())
        .containsExactly(
            new HttpPort(8888, "Jupyter Lab", false), new HttpPort(3000, "Web Server", false));
    assertThat(ubuntu.command()).isNotEmpty();
    assertThat(SeedCatalogue.templates())
        .allSatisfy(
            template -> {
              assertThat(template.containerDiskSize()).isBetween(1, 50);
              assertThat(template.volumeDiskSize()).isBetween(1, 150);
              assertThat(template.httpPorts()).isNotEmpty();
              assertThat(template.description()).startsWith("## " + template.name());
              assertThat(SeedPrices.list().gpus().keySet())
                  .containsAll(template.defaultGpu().stream().toList());
            });
  }

  @Test
  void everySeedSaysWhatItsPortsAreAndWhereDataStays() {
    assertThat(SeedCatalogue.templates())
        .allSatisfy(
            template ->
                assertThat(template.description())
                    .contains(ports(template))
                    .contains(template.volumePath()));
  }

  private static List<String> ports(Template template) {
    return template.httpPorts().stream()
        .map(port -> "**Puerto " + port.port() + " (" + port.serviceName() + ")**")
        .toList();
  }
}
