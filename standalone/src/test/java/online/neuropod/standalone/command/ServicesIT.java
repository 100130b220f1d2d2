package online.neuropod.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import online.neuropod.standalone.ChildProcess;
import online.neuropod.standalone.NeuropodApplication;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesIT {
  private static final int SIGTERM = 128 + 15;

  @TempDir Path data;

  @Test
  void mongodbAndTemporalAnswerUntilTheProcessIsToldToEndAndDataStays() {
    try (var services = start()) {
      String mongodb = value(services, "MONGODB_URI=");
      try (var client = MongoClients.create(mongodb)) {
        client.getDatabase("test").getCollection("kept").insertOne(new Document("_id", 1));
      }
      assertTemporalAnswers(value(services, "TEMPORAL_ADDRESS="));

      long begin = System.nanoTime();
      assertThat(services.terminate()).isEqualTo(SIGTERM);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
    try (var services = start();
        var client = MongoClients.create(value(services, "MONGODB_URI="))) {
      assertThat(client.getDatabase("test").getCollection("kept").countDocuments()).isEqualTo(1);
    }
  }

  private ChildProcess start() {
    return ChildProcess.start(
        NeuropodApplication.class,
        "services",
        "--data",
        data.toString(),
        "--mongodb-port",
        "0",
        "--temporal-port",
        "0");
  }

  private static String value(ChildProcess process, String name) {
    String line = process.line(text -> text.strip().startsWith(name)).orElseThrow();
    return line.strip().substring(name.length());
  }

  private static void assertTemporalAnswers(String target) {
    var stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      var request = DescribeNamespaceRequest.newBuilder().setNamespace("default").build();
      var answer = stubs.blockingStub().describeNamespace(request);
      assertThat(answer.getNamespaceInfo().getName()).isEqualTo("default");
    } finally {
      stubs.shutdownNow();
    }
  }
}
