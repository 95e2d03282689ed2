package io.auspex.benchmark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Benchmarks see the product from outside; those of predictions also see models. */
@AnalyzeClasses(packages = "io.auspex.benchmark", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOTHING_OF_THE_PRODUCT = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are the product's",
                    type -> type.getPackageName().startsWith("io.auspex.")
                            && !type.getPackageName().startsWith("io.auspex.benchmark")
                            && !type.getPackageName().startsWith("io.auspex.model")));

    @ArchTest
    static final ArchRule ONLY_PREDICTIONS_SEE_MODELS = noClasses()
            .that()
            .resideOutsideOfPackage("io.auspex.benchmark.predict..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.auspex.model..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.auspex.(**)").should().beFreeOfCycles();
}
