package io.footbridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the house is built: small packages, whose arrows run one way, and Camel only where its types meet ours. */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_FILES = 22;

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        // The rules ask for packages only, so the classes of others need not be read.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        classes = new ClassFileImporter().importPath(Path.of("target/classes"));
    }

    @Test
    void noPackageHasMoreFilesThanAReaderKeepsInMind() throws IOException {
        Map<String, Long> sizes;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            sizes = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(
                            file -> SOURCES.relativize(file.getParent()).toString(),
                            TreeMap::new,
                            Collectors.counting()));
        }

        sizes.values().removeIf(files -> files <= MOST_FILES);
        assertThat(sizes).isEmpty();
    }

    @Test
    void noTwoPackagesDependOnEachOther() {
        slices().matching("io.footbridge.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void beansKnowNothingOfCamel() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.footbridge.route..",
                        "io.footbridge.application..",
                        "io.footbridge.command..",
                        "io.footbridge.lint..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(classes);
    }

    @Test
    void theChecksOfFilesKnowNothingOfTheApplicationTheyAreFor() {
        noClasses()
                .that()
                .resideInAPackage("io.footbridge.lint..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.footbridge.application..", "io.footbridge.route..", "io.footbridge.bucket..")
                .check(classes);
    }
}
