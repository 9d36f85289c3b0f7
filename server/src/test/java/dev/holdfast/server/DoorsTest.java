package dev.holdfast.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Keeps the arrows between rooms: an acknowledgement never waits for PostgreSQL.
class DoorsTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.holdfast");

  @Test
  void theIngestSeesNeitherTheEngineNorADatabase() {
    noClasses()
        .that(resideInAnyPackage("dev.holdfast.server.ingest..", "dev.holdfast.server.http.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "dev.holdfast.engine..",
                "dev.holdfast.postgres..",
                "java.sql..",
                "javax.sql..",
                "org.jdbi.."))
        .check(HOUSE);
  }

  @Test
  void noPartOfTheServerSpeaksSqlButTheSqlCommand() {
    noClasses()
        .that(
            resideInAPackage("dev.holdfast.server..")
                .and(not(simpleNameStartingWith("SqlCommand"))))
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi.."))
        .check(HOUSE);
  }

  @Test
  void theJournalStandsOnTheJdkAlone() {
    noClasses()
        .that(resideInAnyPackage("dev.holdfast.journal..", "dev.holdfast.signal.."))
        .should()
        .dependOnClassesThat(
            not(
                resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "jdk..",
                    "org.jspecify..",
                    "dev.holdfast",
                    "dev.holdfast.journal..",
                    "dev.holdfast.signal..")))
        .check(HOUSE);
  }

  @Test
  void nothingBelowLooksUpAtTheServer() {
    noClasses()
        .that(not(resideInAPackage("dev.holdfast.server..")))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.holdfast.server.."))
        .check(HOUSE);
  }

  @Test
  void noTwoPackagesOfTheServerSeeEachOther() {
    slices().matching("dev.holdfast.server.(*)..").should().beFreeOfCycles().check(HOUSE);
  }
}
