package io.footbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.v1.Integration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests, held to the models of Camel K and of Kubernetes. */
class DeployTest {

    static Stream<Manifest> resources() {
        return Manifest.all().stream().filter(manifest -> !manifest.kind().equals("Kustomization"));
    }

    @ParameterizedTest
    @MethodSource({"resources", "io.footbridge.deploy.CamelKTest#integrations"})
    void theModelsKnowEveryField(Manifest manifest) throws IOException {
        String kind = manifest.content().path("apiVersion").asText() + " " + manifest.kind();

        assertThat(Models.KINDS).containsKey(kind);
        assertThat(Models.read(manifest, Models.KINDS.get(kind))).isNotNull();
        assertThat(manifest.name()).isIn("footbridge", "footbridge-report");
    }

    @ParameterizedTest
    @CsvSource({
        "Integration, /spec, replica",
        "Integration, /spec/traits/container, imagePolicy",
        "Integration, /spec/traits, helth",
        "Integration, /spec/template/spec/containers/0/securityContext, readOnlyRoot",
        "Deployment, /spec/template/spec, automountToken",
        "Deployment, /spec/template/spec/containers/0/livenessProbe/httpGet, prt",
        "CronJob, /spec/jobTemplate/spec/podFailurePolicy/rules/0, on",
        "Service, /spec/ports/0, target",
        "Ingress, /spec/rules/0/http/paths/0, type",
        "NetworkPolicy, /spec/ingress/0, prts",
        "PodMonitor, /spec/podMetricsEndpoints/0, metricsPath",
        "ServiceAccount, '', automount"
    })
    void theModelsRefuseAFieldThatTheyDoNotKnow(String kind, String holder, String field) {
        Manifest manifest = Manifest.ofKind(kind).findFirst().orElseThrow();
        ((ObjectNode) manifest.content().at(holder)).put(field, true);
        String known = manifest.content().path("apiVersion").asText() + " " + kind;

        assertThatThrownBy(() -> Models.read(manifest, Models.KINDS.get(known)))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining(field);
    }

    @Test
    void theListOfNewerFieldsHoldsNoneThatIsKnownOrUnused() {
        for (Models.Newer newer : Models.newer()) {
            List<ObjectNode> using = CamelKTest.integrations()
                    .map(Manifest::content)
                    .filter(content -> !content.at(newer.pointer()).isMissingNode())
                    .toList();
            assertThat(using).as(newer.field()).isNotEmpty();
            assertThat(newer.source()).startsWith("https://github.com/apache/camel-k/blob/v");

            ObjectNode only = only(newer, using.get(0).at(newer.pointer()));
            assertThatThrownBy(() -> Models.strictly(only, Integration.class))
                    .as(newer.field())
                    .isInstanceOf(UnrecognizedPropertyException.class);
        }
    }

    @Test
    void anImageIsThePlaceholderWithAVersionOrNamedByItsDigest() {
        List<String> images = Stream.concat(
                        CamelKTest.integrations()
                                .map(manifest -> manifest.content()
                                        .at("/spec/traits/container/image")
                                        .asText()),
                        Manifest.ofKind("Kustomization")
                                .map(manifest -> manifest.content().at("/images/0"))
                                .filter(JsonNode::isObject)
                                .map(DeployTest::image))
                .filter(image -> !image.isEmpty())
                .toList();

        assertThat(images)
                .hasSize(4)
                .allMatch(image -> image.matches("registry\\.example\\.com/footbridge:\\d+\\.\\d+\\.\\d+")
                        || image.matches(".+@sha256:[0-9a-f]{64}"));
    }

    private static ObjectNode only(Models.Newer newer, JsonNode value) {
        Manifest integration = Manifest.read(Path.of("deploy/camel-k/base/integration.yaml"));
        ObjectNode root = integration.content();
        root.remove("spec");
        ObjectNode holder = root;
        String[] names = newer.field().split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            holder = holder.putObject(names[i]);
        }
        holder.set(names[names.length - 1], value);
        return root;
    }

    private static String image(JsonNode images) {
        return images.has("digest")
                ? images.path("newName").asText() + "@" + images.path("digest").asText()
                : images.path("newName").asText() + ":" + images.path("newTag").asText();
    }
}
