package io.auspex.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows that docs/architecture.md draws. */
@AnalyzeClasses(packages = "io.auspex", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.auspex..")
            .layer("app")
            .definedBy("io.auspex.app..")
            .layer("pgwire")
            .definedBy("io.auspex.pgwire..")
            .layer("server")
            .definedBy("io.auspex.server..")
            .layer("learn")
            .definedBy("io.auspex.learn..")
            .layer("warehouse-duckdb")
            .definedBy("io.auspex.warehouse.duckdb..")
            .layer("warehouse")
            .definedBy("io.auspex.warehouse")
            .layer("language")
            .definedBy("io.auspex.language..")
            .layer("model")
            .definedBy(resideInAPackage("io.auspex.model..").and(not(resideInAPackage("io.auspex.model.simd.."))))
            // Empty where the build found no JDK 25.
            .optionalLayer("model-simd")
            .definedBy("io.auspex.model.simd..")
            .whereLayer("model-simd")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("pgwire")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("app", "pgwire")
            .whereLayer("learn")
            .mayOnlyBeAccessedByLayers("app", "server")
            .whereLayer("warehouse-duckdb")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("warehouse")
            .mayOnlyBeAccessedByLayers("app", "server", "pgwire", "warehouse-duckdb")
            .whereLayer("language")
            .mayOnlyBeAccessedByLayers("app", "server", "pgwire", "warehouse", "warehouse-duckdb")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("app", "server", "learn", "warehouse", "warehouse-duckdb", "model-simd");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.auspex.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ENGINE_TYPES_STAY_BEHIND_THE_BOUNDARY = noClasses()
            .that()
            .resideOutsideOfPackages("io.auspex.warehouse.duckdb..", "org.duckdb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.duckdb..");

    @ArchTest
    static final ArchRule TRAINERS_STAY_IN_THE_WORKER = noClasses()
            .that()
            .resideOutsideOfPackage("io.auspex.learn..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ml.dmlc..");

    @ArchTest
    static void modulesAreThere(JavaClasses classes) {
        for (String module : new String[] {"language", "model", "learn", "warehouse", "server", "pgwire", "app"}) {
            if (classes.stream().noneMatch(c -> c.getPackageName().startsWith("io.auspex." + module))) {
                throw new AssertionError("no class of module " + module + " was analysed");
            }
        }
    }
}
