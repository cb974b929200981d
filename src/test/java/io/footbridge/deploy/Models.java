package io.footbridge.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.v1.Integration;

/** The models of Camel K and of Kubernetes, which take no field that they do not know. */
final class Models {

    static final Map<String, Class<?>> KINDS = Map.of(
            "camel.apache.org/v1 Integration", Integration.class,
            "apps/v1 Deployment", Deployment.class,
            "batch/v1 CronJob", CronJob.class,
            "monitoring.coreos.com/v1 PodMonitor", PodMonitor.class,
            "networking.k8s.io/v1 Ingress", Ingress.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
            "v1 Service", Service.class,
            "v1 ServiceAccount", ServiceAccount.class);

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new KnownFieldsOnly())
            .build();

    /** A field that is newer than the models, and where it is defined. */
    record Newer(String field, String type, String source) {

        String pointer() {
            return "/" + field.replace('.', '/');
        }
    }

    /** Kubernetes' models keep what they do not know; here they refuse it. */
    private static final class KnownFieldsOnly extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    private Models() {}

    /** Reads a manifest of one of the {@link #KINDS} after taking the newer fields out. */
    static <T> T read(Manifest manifest, Class<T> type) throws IOException {
        ObjectNode content = manifest.content().deepCopy();
        if (type == Integration.class) {
            newer().forEach(field -> remove(content, field));
        }
        return strictly(content, type);
    }

    static <T> T strictly(ObjectNode content, Class<T> type) throws IOException {
        return STRICT.treeToValue(content, type);
    }

    static List<Newer> newer() {
        try (InputStream in = Models.class.getResourceAsStream("/deploy/newer-than-the-models.yaml")) {
            return List.of(new YAMLMapper().readValue(in, Newer[].class));
        } catch (IOException e) {
            throw new UncheckedIOException("newer-than-the-models.yaml", e);
        }
    }

    /** Only a value of the right type is taken out, and its parent if nothing else is in it. */
    private static void remove(ObjectNode content, Newer field) {
        JsonNode value = content.at(field.pointer());
        if (!value.getNodeType().name().equalsIgnoreCase(field.type().equals("integer") ? "number" : field.type())) {
            return;
        }
        String pointer = field.pointer();
        String parent = pointer.substring(0, pointer.lastIndexOf('/'));
        ObjectNode holder = (ObjectNode) content.at(parent);
        holder.remove(pointer.substring(pointer.lastIndexOf('/') + 1));
        if (holder.isEmpty()) {
            ((ObjectNode) content.at(parent.substring(0, parent.lastIndexOf('/'))))
                    .remove(parent.substring(parent.lastIndexOf('/') + 1));
        }
    }
}
