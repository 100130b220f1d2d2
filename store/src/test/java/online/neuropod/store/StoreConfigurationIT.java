package online.neuropod.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.WriteConcern;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Instant;
import java.util.NoSuchElementException;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.installation.InstallationStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.templates.TemplateStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.mongodb.MongoDatabaseFactory;

class StoreConfigurationIT {
  private final MongoServer server = new MongoServer(new MemoryBackend());
  private String uri = "";

  @BeforeEach
  void start() {
    uri = server.bindAndGetConnectionString() + "/neuropod";
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void givesEveryStoreOnSpringBootsDatabase() {
    context(uri)
        .run(
            context -> {
              assertThat(context)
                  .hasSingleBean(PodStore.class)
                  .hasSingleBean(Timeline.class)
                  .hasSingleBean(WalletStore.class)
                  .hasSingleBean(UserStore.class)
                  .hasSingleBean(TemplateStore.class)
                  .hasSingleBean(PriceStore.class)
                  .hasSingleBean(InstallationStore.class)
                  .hasSingleBean(IdempotencyStore.class);
              context.getBean(WalletStore.class).open("u", false, 5, Instant.EPOCH);
              assertThat(context.getBean(WalletStore.class).find("u")).isPresent();
            });
  }

  @Test
  void writesAreAnsweredOnceTheyAreSafe() {
    context(uri)
        .run(
            context ->
                assertThat(
                        context
                            .getBean(MongoDatabaseFactory.class)
                            .getMongoDatabase()
                            .getWriteConcern())
                    .isEqualTo(WriteConcern.MAJORITY.withJournal(true)));
  }

  @Test
  void worksWhereRetryableWritesAreSwitchedOff() {
    context(uri + "?retryWrites=false")
        .run(
            context -> {
              InstallationStore installation = context.getBean(InstallationStore.class);
              assertThat(installation.get()).isEqualTo(installation.get());
            });
  }

  @Test
  void aServerThatIsGoneIsToldAsUnavailable() {
    context(uri)
        .run(
            context -> {
              WalletStore wallets = context.getBean(WalletStore.class);
              PodStore pods = context.getBean(PodStore.class);
              server.shutdownNow();

              assertThatThrownBy(() -> wallets.find("u")).matches(StoreFailures::isUnavailable);
              assertThatThrownBy(() -> pods.take("p", Instant.EPOCH))
                  .matches(StoreFailures::isUnavailable);
            });
  }

  @Test
  void aFaultOfTheCallerIsNotToldAsUnavailable() {
    context(uri)
        .run(
            context ->
                assertThatThrownBy(
                        () ->
                            context
                                .getBean(WalletStore.class)
                                .change("nobody", Instant.EPOCH, draft -> true))
                    .isInstanceOf(NoSuchElementException.class)
                    .matches(failure -> !StoreFailures.isUnavailable(failure)));
  }

  private static ApplicationContextRunner context(String uri) {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(MongoAutoConfiguration.class, DataMongoAutoConfiguration.class))
        .withUserConfiguration(StoreConfiguration.class)
        .withPropertyValues("spring.mongodb.uri=" + uri);
  }
}
