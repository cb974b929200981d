package io.footbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files of Kustomize name exists, and what exists is named. */
class KustomizationTest {

    private static final String NAME = "kustomization.yaml";

    static Stream<Manifest> kustomizations() {
        return Stream.concat(
                Stream.of(Manifest.read(Path.of("routes", NAME))),
                Manifest.all().stream().filter(manifest -> manifest.file().endsWith(NAME)));
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void itIsOneThatKustomizeKnows(Manifest kustomization) {
        assertThat(kustomization.content().path("apiVersion").asText()).isEqualTo("kustomize.config.k8s.io/v1beta1");
        assertThat(kustomization.kind()).isEqualTo("Kustomization");
        assertThat(kustomization.content().fieldNames())
                .toIterable()
                .isSubsetOf("apiVersion", "kind", "resources", "namespace", "patches", "configMapGenerator", "images");
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void allThatItNamesExistsAndAllBesideItIsNamed(Manifest kustomization) throws IOException {
        Path folder = kustomization.file().getParent();
        Set<Path> named = new TreeSet<>(Set.of(kustomization.file()));
        for (JsonNode resource : kustomization.content().path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            named.add(path);
            assertThat(Files.isDirectory(path) ? path.resolve(NAME) : path).isRegularFile();
        }
        kustomization
                .content()
                .path("patches")
                .forEach(patch -> named.add(folder.resolve(patch.path("path").asText())));
        kustomization
                .content()
                .at("/configMapGenerator/0/files")
                .forEach(file -> named.add(folder.resolve(file.asText())));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isSubsetOf(named);
        }
        assertThat(named).allMatch(Files::exists);
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void itsPatchesMeetWhatTheyPatch(Manifest kustomization) {
        List<String> targets = new ArrayList<>();
        resources(kustomization).forEach(target -> targets.add(target.kind() + "/" + target.name()));

        for (JsonNode patch : kustomization.content().path("patches")) {
            Manifest file = Manifest.read(
                    kustomization.file().resolveSibling(patch.path("path").asText()));
            assertThat(targets).contains(file.kind() + "/" + file.name());
        }
    }

    @Test
    void theConfigMapHoldsAllRoutesUnderAFixedName() throws IOException {
        JsonNode generator = Manifest.read(Path.of("routes", NAME)).content().at("/configMapGenerator/0");
        List<String> files = new ArrayList<>();
        generator.path("files").forEach(file -> files.add(file.asText()));

        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            assertThat(files)
                    .containsExactlyElementsOf(
                            routes.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".camel.yaml"))
                                    .sorted()
                                    .toList());
        }
        assertThat(generator.path("name").asText()).isEqualTo("footbridge-routes");
        assertThat(generator.at("/options/disableNameSuffixHash").asBoolean()).isTrue();
    }

    @Test
    void theRoutesFitIntoAConfigMap() throws IOException {
        long bytes = 0;
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            for (Path file : routes.toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(1024 * 1024);
    }

    /** Those it takes in, with those of the folders below it. */
    private static Stream<Manifest> resources(Manifest kustomization) {
        List<Manifest> found = new ArrayList<>();
        for (JsonNode resource : kustomization.content().path("resources")) {
            Path path = kustomization.file().resolveSibling(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                resources(Manifest.read(path.resolve(NAME))).forEach(found::add);
            } else {
                found.add(Manifest.read(path));
            }
        }
        return found.stream();
    }
}
