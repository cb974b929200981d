package io.footbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.v1.Integration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Integrations, as they arrive at the operator, held to what Footbridge needs and to no more. */
class CamelKTest {

    private static final Path FOLDER = Path.of("deploy/camel-k");

    @TempDir
    private Path conf;

    @TempDir
    private Path directory;

    /** As they arrive at the operator: the two overlays, and the one that is built from Git. */
    static Stream<Manifest> integrations() {
        Manifest base = Manifest.read(FOLDER.resolve("base/integration.yaml"));
        return Stream.concat(
                Stream.of("staging", "production")
                        .map(overlay -> FOLDER.resolve("overlays/" + overlay + "/patch-integration.yaml"))
                        .map(patch -> base.with(Manifest.read(patch))),
                Stream.of(Manifest.read(FOLDER.resolve("from-git/integration.yaml"))));
    }

    @ParameterizedTest
    @MethodSource("integrations")
    void theOperatorMountsWhatFootbridgeCanStartWith(Manifest integration) throws Exception {
        assertThat(strings(integration, "/spec/traits/mount/configs"))
                .containsExactly("secret:" + Agreement.CREDENTIALS);
        assertThat(strings(integration, "/spec/traits/mount/resources"))
                .containsExactly("configmap:footbridge-routes@/deployments/routes");
        Files.write(conf.resolve("user.properties"), strings(integration, "/spec/traits/camel/properties"));

        Agreement.assertStarts(conf, directory);
    }

    @ParameterizedTest
    @MethodSource("integrations")
    void oneProcessRunsAsLittleAsItNeeds(Manifest integration) throws IOException {
        var spec = Models.read(integration, Integration.class).getSpec();
        assertThat(spec.getReplicas()).isOne();
        assertThat(spec.getTraits().getDeployment().getStrategy().getValue()).isEqualTo("Recreate");
        assertThat(spec.getTraits().getCron().getEnabled()).isFalse();

        assertThat(spec.getServiceAccountName()).isEqualTo("footbridge");
        assertThat(spec.getTemplate().getSpec().getAutomountServiceAccountToken())
                .isFalse();
        assertThat(spec.getTemplate().getSpec().getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getName()).isEqualTo("integration");
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
        });
        var container = spec.getTraits().getContainer();
        assertThat(container.getRunAsNonRoot()).isTrue();
        assertThat(container.getRunAsUser()).isEqualTo(1000);
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getCapabilitiesDrop()).containsExactly("ALL");
        assertThat(spec.getTraits().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(container.getLimitMemory()).isNotBlank();
        assertThat(spec.getTraits().getMount().getEmptyDirs())
                .singleElement()
                .asString()
                .startsWith("tmp:/tmp");
    }

    @ParameterizedTest
    @MethodSource("integrations")
    void theOperatorProbesTheManagementPort(Manifest integration) throws IOException {
        JsonNode health = integration.content().at("/spec/traits/health");
        for (String probe : List.of("startup", "liveness", "readiness")) {
            assertThat(health.path(probe + "ProbeEnabled").asBoolean())
                    .as(probe)
                    .isTrue();
            assertThat(health.path(probe + "Port").asInt()).as(probe).isEqualTo(Agreement.managementPort());
            assertThat(health.path(probe + "Probe").asText())
                    .as(probe)
                    .isEqualTo(probe.equals("readiness") ? Agreement.READY : Agreement.LIVE);
        }
        assertThat(health.path("enabled").asBoolean()).isTrue();
    }

    @Test
    void theOperatorFindsWhereToPutItsOwnProfile() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(pom).containsOnlyOnce("</profiles>").doesNotContain("<id>jib</id>");
    }

    private static List<String> strings(Manifest manifest, String pointer) {
        List<String> found = new ArrayList<>();
        manifest.content().at(pointer).forEach(value -> found.add(value.asText()));
        return found;
    }
}
