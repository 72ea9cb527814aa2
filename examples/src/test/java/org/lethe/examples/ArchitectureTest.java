package org.lethe.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The house: five modules that depend downward only, rooms without cycles, and house manners. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.lethe");

  @Test
  void allFiveModulesAreLookedAt() {
    TreeSet<String> modules = new TreeSet<>();
    HOUSE.forEach(c -> modules.add(c.getPackageName().split("\\.")[2]));
    assertThat(modules)
        .containsExactlyInAnyOrder("core", "inference", "unlearning", "validation", "examples");
  }

  @Test
  void modulesDependDownwardOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy("org.lethe.core..")
        .layer("inference")
        .definedBy("org.lethe.inference..")
        .layer("unlearning")
        .definedBy("org.lethe.unlearning..")
        .layer("validation")
        .definedBy("org.lethe.validation..")
        .layer("examples")
        .definedBy("org.lethe.examples..")
        .whereLayer("examples")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("validation")
        .mayOnlyBeAccessedByLayers("examples")
        .whereLayer("unlearning")
        .mayOnlyBeAccessedByLayers("validation", "examples")
        .whereLayer("inference")
        .mayOnlyBeAccessedByLayers("unlearning", "validation", "examples")
        .check(HOUSE);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().assignedFrom(new Rooms()).should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void smileStaysInValidationAndExamples() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.lethe.validation..", "org.lethe.examples..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("smile..")
        .check(HOUSE);
  }

  @Test
  void librariesPrintNothing() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lethe.examples..")
        .and()
        .doNotHaveSimpleName("ConsoleListener")
        .should(ACCESS_STANDARD_STREAMS)
        .because("only the progress bar and the command line speak to a person")
        .check(HOUSE);
  }

  @Test
  void nothingIsSerialisedTheJavaWay() {
    classes()
        .that()
        .areAssignableTo(Serializable.class)
        .should()
        .beAssignableTo(Throwable.class)
        .orShould()
        .beAssignableTo(Enum.class)
        .check(HOUSE);
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectOutputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .check(HOUSE);
  }

  @Test
  void noClassIsAUtilityDump() {
    noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Managers?|Impl)").check(HOUSE);
  }

  /** A room is a package; what lies deeper belongs to it. */
  private static final class Rooms implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass c) {
      String[] parts = c.getPackageName().split("\\.");
      return SliceIdentifier.of(String.join(".", Arrays.copyOf(parts, Math.min(4, parts.length))));
    }

    @Override
    public String getDescription() {
      return "rooms";
    }
  }
}
