package io.footbridge.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Camel K mounts as configuration: {@code user.properties}, {@code _configmaps/NAME/KEY} and
 * {@code _secrets/NAME/KEY}, in the folder that its operator names in the environment.
 *
 * <p>A file that ends with {@code .properties} holds properties; any other is one property, named as the file is, and a
 * line break at its end is no part of the value. A secret overrides a ConfigMap, which overrides
 * {@code user.properties}; among secrets, and among ConfigMaps, the last name in alphabetical order wins.
 */
final class MountedConfiguration {

    /** The variable that the operator sets to {@code /etc/camel/conf.d}. */
    static final String VARIABLE = "CAMEL_K_CONF_D";

    private static final String PROPERTIES = ".properties";
    private static final Pattern LINE_BREAKS_AT_THE_END = Pattern.compile("\\R+\\z");

    private MountedConfiguration() {}

    /** @throws SettingsException if a file cannot be read; it names the file, never what is in it */
    static GivenProperties read(Map<String, String> environment) throws SettingsException {
        GivenProperties mounted = new GivenProperties();
        String folder = environment.getOrDefault(VARIABLE, "");
        if (!folder.isEmpty()) {
            Path root = Path.of(folder);
            addFile(root.resolve("user.properties"), mounted);
            for (String volumes : List.of("_configmaps", "_secrets")) {
                for (Path volume : children(root.resolve(volumes))) {
                    for (Path file : children(volume)) {
                        addFile(file, mounted);
                    }
                }
            }
        }
        return mounted;
    }

    private static void addFile(Path file, GivenProperties mounted) throws SettingsException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        String name = file.getFileName().toString();
        if (name.endsWith(PROPERTIES)) {
            mounted.load(file);
        } else {
            String value = LINE_BREAKS_AT_THE_END.matcher(TextFile.read(file)).replaceFirst("");
            mounted.put(name, value, file.toString());
        }
    }

    /** In order, without Kubernetes' own entries: {@code ..data} is the folder that the visible names link into. */
    private static List<Path> children(Path folder) throws SettingsException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith(".."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw TextFile.unreadable(folder, e.getClass().getSimpleName());
        }
    }
}
