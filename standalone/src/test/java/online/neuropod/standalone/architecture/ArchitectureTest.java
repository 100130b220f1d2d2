package online.neuropod.standalone.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Every class of the product against every rule. */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("online.neuropod");

  @Test
  void domainKnowsOnlyTheJdk() {
    ArchitectureRules.DOMAIN.check(PRODUCT);
  }

  @Test
  void workflowsKnowOnlyTheDomainAndTemporal() {
    ArchitectureRules.WORKFLOWS.check(PRODUCT);
  }

  @Test
  void contractDoesNotKnowItsImplementations() {
    ArchitectureRules.CONTRACT.check(PRODUCT);
  }

  @Test
  void onlyTheWorkerKnowsWorkflowImplementations() {
    ArchitectureRules.IMPLEMENTATIONS.check(PRODUCT);
  }

  @Test
  void storeKnowsOnlyTheDomain() {
    ArchitectureRules.STORE.check(PRODUCT);
  }

  @Test
  void clusterKnowsOnlyTheDomain() {
    ArchitectureRules.CLUSTER.check(PRODUCT);
  }

  @Test
  void simulatorKnowsNoneOfOurModules() {
    ArchitectureRules.SIMULATOR.check(PRODUCT);
    ArchitectureRules.TELEMETRY.check(PRODUCT);
  }

  @Test
  void activitiesKnowTheContractAndTheOutsideWorld() {
    ArchitectureRules.ACTIVITIES.check(PRODUCT);
  }

  @Test
  void workerDoesNotKnowTheApi() {
    ArchitectureRules.WORKER.check(PRODUCT);
  }

  @Test
  void apiKnowsNeitherWorkerNorImplementations() {
    ArchitectureRules.API.check(PRODUCT);
  }

  @Test
  void apiOnlyReadsTheCluster() {
    ArchitectureRules.API_READS_ONLY.check(PRODUCT);
  }

  @Test
  void standaloneScansNoComponents() {
    ArchitectureRules.STANDALONE.check(PRODUCT);
  }

  @Test
  void everyPackageIsNullMarked() {
    ArchitectureRules.NULL_MARKED.check(PRODUCT);
  }
}
