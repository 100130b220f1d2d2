package online.neuropod.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.ComponentScan;

/**
 * Shows that the rules can fail, and fail only where they should. Every possible arrow is compiled
 * as a class that uses one type of one other module or library; the rules together must object to
 * exactly those that the design does not allow.
 */
class ArchitectureRulesTest {
  private static final List<ArchRule> ARROWS =
      List.of(
          ArchitectureRules.DOMAIN,
          ArchitectureRules.WORKFLOWS,
          ArchitectureRules.CONTRACT,
          ArchitectureRules.IMPLEMENTATIONS,
          ArchitectureRules.STORE,
          ArchitectureRules.CLUSTER,
          ArchitectureRules.SIMULATOR,
          ArchitectureRules.TELEMETRY,
          ArchitectureRules.ACTIVITIES,
          ArchitectureRules.WORKER,
          ArchitectureRules.API);

  /** Which of our modules each may know beside itself. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("domain", Set.of()),
          Map.entry("workflows.contract", Set.of("domain")),
          Map.entry("workflows.impl", Set.of("domain", "workflows.contract")),
          Map.entry("store", Set.of("domain")),
          Map.entry("cluster", Set.of("domain")),
          Map.entry("telemetry", Set.of()),
          Map.entry("simulator", Set.of()),
          Map.entry("activities", Set.of("domain", "workflows.contract", "store", "cluster")),
          Map.entry(
              "worker",
              Set.of(
                  "domain",
                  "workflows.contract",
                  "workflows.impl",
                  "store",
                  "cluster",
                  "telemetry",
                  "activities")),
          Map.entry("api", Set.of("domain", "workflows.contract", "store", "cluster", "telemetry")),
          Map.entry(
              "standalone",
              Set.of(
                  "domain",
                  "workflows.contract",
                  "store",
                  "cluster",
                  "telemetry",
                  "simulator",
                  "activities",
                  "worker",
                  "api")));

  private static final Map<String, String> LIBRARIES =
      Map.of(
          "spring", "org.springframework.context.ApplicationContext",
          "fabric8", "io.fabric8.kubernetes.client.KubernetesClient",
          "mongodb", "com.mongodb.client.MongoClient",
          "temporal", "io.temporal.client.WorkflowClient");

  private static final Map<String, Set<String>> FORBIDDEN_LIBRARIES =
      Map.of(
          "domain", LIBRARIES.keySet(),
          "workflows.contract", Set.of("spring", "fabric8", "mongodb"),
          "workflows.impl", Set.of("spring", "fabric8", "mongodb"));

  /** Classes of the api that use the cluster, each with its body. */
  private static final Map<String, String> USES_OF_THE_CLUSTER =
      Map.of(
          "Observing",
          "Object use(online.neuropod.cluster.PodCluster c) { return c.observe(null); }",
          "Deleting",
          "void use(online.neuropod.cluster.PodCluster c) { c.deletePod(null); }",
          "DeletingByReference",
          "Runnable use(online.neuropod.cluster.PodCluster.Target t,"
              + " online.neuropod.cluster.PodCluster c) { java.util.function.Consumer<"
              + "online.neuropod.cluster.PodCluster.Target> d = c::deletePod;"
              + " return () -> d.accept(t); }",
          "UsingOperationsOfTheClient",
          "Object use(io.fabric8.kubernetes.client.KubernetesClient c) {"
              + " return c.pods().withName(\"a\").delete(); }");

  @TempDir private static Path directory;

  private static JavaClasses arrows = new ClassFileImporter().importClasses();

  private record Arrow(String from, String to) {
    String className() {
      return ArchitectureRules.ROOT + from + ".To_" + to.replace('.', '_');
    }

    JavaFileObject source() {
      var target = LIBRARIES.getOrDefault(to, ArchitectureRules.ROOT + to + ".Target");
      return file(className(), "public " + target + " used;");
    }

    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  @BeforeAll
  static void compileEveryArrow() throws IOException {
    var targets =
        ALLOWED.keySet().stream()
            .map(module -> file(ArchitectureRules.ROOT + module + ".Target", ""));
    var uses =
        USES_OF_THE_CLUSTER.entrySet().stream()
            .map(use -> file(ArchitectureRules.ROOT + "api." + use.getKey(), use.getValue()));
    var sources =
        Stream.of(targets, everyArrow().map(Arrow::source), uses)
            .flatMap(Function.identity())
            .toList();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
      var messages = new StringWriter();
      var compiled =
          compiler.getTask(messages, files, null, List.of("-proc:none"), null, sources).call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    arrows = new ClassFileImporter().importPath(directory);
  }

  @Test
  void rulesObjectToExactlyTheForbiddenArrows() {
    var forbidden = everyArrow().filter(arrow -> !allowed(arrow)).toList();

    assertThat(everyArrow())
        .filteredOn(arrow -> ARROWS.stream().anyMatch(rule -> objects(rule, arrow)))
        .containsExactlyInAnyOrderElementsOf(forbidden);
  }

  @Test
  void everyRuleObjectsToSomething() {
    assertThat(ARROWS).allMatch(rule -> everyArrow().anyMatch(arrow -> objects(rule, arrow)));
  }

  @ParameterizedTest
  @CsvSource({
    "Observing, false",
    "Deleting, true",
    "DeletingByReference, true",
    "UsingOperationsOfTheClient, true"
  })
  void onlyReadsOfTheApiInTheClusterPass(String name, boolean objection) {
    var alone = arrows.that(HasName.Predicates.name(ArchitectureRules.ROOT + "api." + name));

    assertThat(alone).hasSize(1);
    assertThat(ArchitectureRules.API_READS_ONLY.evaluate(alone).hasViolation())
        .isEqualTo(objection);
  }

  @Test
  void aComponentScanInStandaloneIsFound() {
    var scanning = new ClassFileImporter().importClasses(Scanning.class);

    assertThat(ArchitectureRules.STANDALONE.evaluate(scanning).hasViolation()).isTrue();
  }

  @Test
  void aPackageThatIsNotNullMarkedIsFound() {
    assertThat(ArchitectureRules.NULL_MARKED.evaluate(arrows).hasViolation()).isTrue();
  }

  @ComponentScan
  private static final class Scanning {}

  private static Stream<Arrow> everyArrow() {
    return ALLOWED.keySet().stream()
        .flatMap(
            from ->
                Stream.concat(ALLOWED.keySet().stream(), LIBRARIES.keySet().stream())
                    .filter(to -> !to.equals(from))
                    .map(to -> new Arrow(from, to)));
  }

  private static boolean allowed(Arrow arrow) {
    return LIBRARIES.containsKey(arrow.to())
        ? !FORBIDDEN_LIBRARIES.getOrDefault(arrow.from(), Set.of()).contains(arrow.to())
        : ALLOWED.getOrDefault(arrow.from(), Set.of()).contains(arrow.to());
  }

  private static boolean objects(ArchRule rule, Arrow arrow) {
    var alone = arrows.that(HasName.Predicates.name(arrow.className()));
    return rule.allowEmptyShould(true).evaluate(alone).hasViolation();
  }

  private static JavaFileObject file(String className, String body) {
    var dot = className.lastIndexOf('.');
    var text =
        "package %s; public class %s { %s }"
            .formatted(className.substring(0, dot), className.substring(dot + 1), body);
    var uri =
        URI.create(
            "string:///" + className.replace('.', '/') + JavaFileObject.Kind.SOURCE.extension);
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public String getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
