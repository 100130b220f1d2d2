package online.neuropod.standalone.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.stream.Stream;
import online.neuropod.cluster.OwnerCluster;
import online.neuropod.cluster.PodCluster;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.ComponentScan;

/** Who may know whom, and why: the arrows of docs/architecture.md. */
final class ArchitectureRules {
  /** Prefix of every package of ours. */
  static final String ROOT = "online.neuropod.";

  static final ArchRule DOMAIN =
      classes()
          .that()
          .resideInAPackage(ROOT + "domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", ROOT + "domain..")
          .because("rules without I/O are tested in milliseconds and hold in every process");

  static final ArchRule WORKFLOWS =
      classes()
          .that()
          .resideInAPackage(ROOT + "workflows..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "io.temporal..",
              "org.slf4j..", // the type that Workflow.getLogger returns
              ROOT + "domain..",
              ROOT + "workflows..")
          .because(
              "workflow code is replayed: Spring, clients or I/O in it would break determinism");

  static final ArchRule CONTRACT =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "workflows.contract..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "workflows.impl..")
          .because("whoever starts a workflow needs its interface, not its code");

  static final ArchRule IMPLEMENTATIONS =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "workflows.impl..", ROOT + "worker..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "workflows.impl..")
          .because("only the worker registers implementations; all others speak through Temporal");

  static final ArchRule STORE =
      knowsOnly("store", "domain").because("documents are translated where two modules meet");

  static final ArchRule CLUSTER =
      knowsOnly("cluster", "domain")
          .because("the objects of Kubernetes are made from the domain, not from documents");

  static final ArchRule TELEMETRY =
      knowsOnly("telemetry").because("how work is traced has nothing to do with what the work is");

  static final ArchRule SIMULATOR =
      knowsOnly("simulator")
          .because(
              "a simulator that knew our client would only prove that we agree with ourselves");

  static final ArchRule ACTIVITIES =
      knowsOnly("activities", "workflows.contract", "store", "cluster", "domain")
          .because("an activity translates between the contract and the outside world");

  static final ArchRule WORKER =
      knowsOnly("worker", "activities", "workflows", "store", "cluster", "telemetry", "domain")
          .because("the worker runs without any api process");

  static final ArchRule API =
      knowsOnly("api", "workflows.contract", "store", "cluster", "telemetry", "domain")
          .because("the api accepts wishes and runs without any worker process");

  /**
   * What the api may ask of {@link PodCluster}; a new method there is a write until it is listed.
   */
  private static final String READS = "observe|probe|jupyterToken|jupyterHookFailed";

  static final ArchRule API_READS_ONLY =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "api..")
          .should()
          .accessTargetWhere(
              target(owner(assignableTo(PodCluster.class))).and(target(not(nameMatching(READS)))))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(OwnerCluster.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8.kubernetes.client.dsl..")
          .because(
              "the cluster is changed by workflows alone, which finish what they began when a"
                  + " process dies");

  static final ArchRule STANDALONE =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "standalone..")
          .should()
          .beAnnotatedWith(ComponentScan.class)
          .orShould()
          .beAnnotatedWith(SpringBootApplication.class)
          .because(
              "its context is made of named configurations; a scan would pull in beans of both"
                  + " processes unseen");

  static final ArchRule NULL_MARKED =
      classes()
          .that()
          .resideInAPackage(ROOT + ".")
          .should(beInANullMarkedPackage())
          .because("a package-info.java with @NullMarked tells readers and tools what may be null");

  private ArchitectureRules() {}

  /** Of our own modules, {@code module} may know itself and {@code others} alone. */
  private static ArchRule knowsOnly(String module, String... others) {
    var allowed =
        Stream.concat(Stream.of(module), Arrays.stream(others))
            .map(name -> ROOT + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".").and(not(resideInAnyPackage(allowed))));
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        var marked = item.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                item,
                marked,
                "package " + item.getPackageName() + " has no @NullMarked package-info.java"));
      }
    };
  }
}
