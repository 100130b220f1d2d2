package online.neuropod.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import online.neuropod.api.support.Description;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** The committed description is that of the code. */
@SpringBootTest(
    classes = DescribedApi.class,
    properties = {
      "neuropod.auth.development-login=true",
      "spring.autoconfigure.exclude="
          + "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration,"
          + "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration,"
          + "org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.NonRootNamespaceAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.MetricsScopeAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.OpenTracingAutoConfiguration,"
          + "io.temporal.spring.boot.autoconfigure.TestServerAutoConfiguration",
      "springdoc.api-docs.enabled=true",
      "springdoc.api-docs.path=/described.json",
      "springdoc.api-docs.version=openapi_3_1",
      "springdoc.default-produces-media-type=application/json",
      "springdoc.writer-with-default-pretty-printer=true",
      "springdoc.writer-with-order-by-keys=true"
    })
@AutoConfigureMockMvc
class OpenApiTest {
  private static final Path COMMITTED = Path.of("openapi.json");

  @Autowired private MockMvc mvc;

  /** With {@code -Dopenapi.write=true} it is written instead. */
  @Test
  void theCommittedDescriptionIsThatOfTheCode() throws Exception {
    String described = description();
    if (Boolean.getBoolean("openapi.write")) {
      Files.writeString(COMMITTED, described);
    }
    assertThat(committed())
        .as("api/openapi.json is out of step with the code; `make openapi` writes it")
        .isEqualTo(described);
  }

  /** With {@code -Dopenapi.write=true} those that are missing are added. */
  @Test
  void everyOperationHasARequestForManualTriesAndEveryRequestIsOne() throws Exception {
    var description = Description.of(description());
    var files = new HttpFiles(Path.of("http"));
    if (Boolean.getBoolean("openapi.write")) {
      files.complete(description);
    }
    assertThat(files.faults(description))
        .as("api/http is out of step with the code; `make openapi` adds what is missing")
        .isEmpty();
  }

  /** With {@code -Dopenapi.write=true} it is written instead. */
  @Test
  void theTableOfFailuresForWritersOfClientsHasEveryCode() throws IOException {
    var table = new FailureTable(Path.of("../docs/api.md"));
    if (Boolean.getBoolean("openapi.write")) {
      table.write();
    }
    assertThat(table.document())
        .as("docs/api.md is out of step with FailureCode; `make openapi` writes it")
        .isEqualTo(table.documentWithTable());
  }

  private static String committed() throws IOException {
    return Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
  }

  private String description() throws Exception {
    String described =
        mvc.perform(get("/described.json")).andReturn().getResponse().getContentAsString();
    return described.endsWith("\n") ? described : described + "\n";
  }
}
