package io.footbridge.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One file of {@code deploy/}: what it says, as it stands there. */
record Manifest(Path file, ObjectNode content) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static Manifest read(Path file) {
        try {
            return new Manifest(file, (ObjectNode) YAML.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Every manifest under {@code deploy/}; what Prometheus and Grafana are given is none. */
    static List<Manifest> all() {
        try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.startsWith(Path.of("deploy", "observability")))
                    .sorted()
                    .map(Manifest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("deploy", e);
        }
    }

    static Stream<Manifest> ofKind(String kind) {
        return all().stream().filter(manifest -> manifest.kind().equals(kind));
    }

    String kind() {
        return content.path("kind").asText();
    }

    String name() {
        return content.at("/metadata/name").asText();
    }

    /** With a patch over it the way Kustomize patches a custom resource: a list replaces a list. */
    Manifest with(Manifest patch) {
        ObjectNode merged = content.deepCopy();
        merge(merged, patch.content);
        return new Manifest(patch.file, merged);
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (field.getValue() instanceof ObjectNode below && target.get(field.getKey()) instanceof ObjectNode into) {
                merge(into, below);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
