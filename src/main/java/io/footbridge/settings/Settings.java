package io.footbridge.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.http.Proxies;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The settings in force of one dataset: the environment first, then what Camel K mounts, then {@code application.properties}
 * in the working directory or beside the jar, then the one in the jar. An empty value is as good as none.
 *
 * @param mounted what is mounted and is not a setting: Camel's own options, and what the routes name as {@code {{key}}}
 * @param unknown variables that look like settings, and keys that are not settings; a route may use them
 * @param others what else is in the files: Camel's own options, and those that somebody added for a route
 * @param proxies that requests go through, by the settings of the machine
 * @param origin where these settings, the routes and the queries come from
 * @param origins where the settings come from, in their order, such as {@code the environment and the jar}
 */
public record Settings(
        String dataset,
        Map<Setting, String> values,
        Map<String, Map<Setting, String>> furtherDatasets,
        Map<String, String> mounted,
        List<UnknownName> unknown,
        Map<String, String> others,
        Proxies proxies,
        Origin origin,
        String origins) {

    private static final String FILE = "application.properties";

    /** In a folder of ours: an application that has Footbridge on its class path is not to take it for its own. */
    private static final String FILE_IN_JAR = "io/footbridge/" + FILE;

    /** @throws SettingsException if a setting is missing or malformed, or some do not go together */
    public static Settings read(Map<String, String> environment, Path directory) throws SettingsException {
        Origin origin = Origin.of(directory);
        GivenProperties given = new GivenProperties();
        Optional<Path> file = origin.find(Origin.Part.SETTINGS);
        if (file.isPresent()) {
            given.load(file.get());
        }
        GivenProperties mounted = MountedConfiguration.read(environment);
        given.override(mounted);
        Map<String, String> properties = ofJar();
        List<UnknownName> unknown = UnknownName.all(environment, given, Map.copyOf(properties));
        given.values().forEach((key, value) -> {
            if (!value.isEmpty() || !properties.containsKey(key)) {
                properties.put(key, value);
            }
        });
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        List<String> complaints = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            Optional<String> value = Stream.of(environment.get(setting.variable()), properties.get(setting.key()))
                    .filter(text -> text != null && !text.isEmpty())
                    .findFirst();
            if (System.getProperty(setting.key()) != null) {
                complaints.add(
                        setting.key() + " is given as a system property (-D), which only the routes would see; use "
                                + setting.variable() + " or application.properties");
            }
            setting.complaint(value)
                    .map(complaint -> complaint + (value.isEmpty() ? UnknownName.meaning(setting, unknown) : ""))
                    .ifPresent(complaints::add);
            value.ifPresent(text -> values.put(setting, text));
        }
        Proxies proxies = proxies(environment, complaints);
        Map<String, Map<Setting, String>> furtherDatasets =
                DatasetSettings.read(environment, properties, values, complaints);
        if (complaints.isEmpty()) {
            complaints.addAll(Consistency.complaints(values, furtherDatasets, proxies));
        }
        if (!complaints.isEmpty()) {
            throw new SettingsException(complaints);
        }
        Map<String, String> mountedOthers = others(mounted.values());
        mountedOthers.keySet().removeIf(key -> environment.containsKey(Setting.variableOf(key)));
        return new Settings(
                DatasetSettings.FIRST,
                values,
                furtherDatasets,
                mountedOthers,
                unknown,
                others(properties),
                proxies,
                origin,
                origins(environment, mounted, file));
    }

    /** Whether this is the dataset that the keys without a name describe. */
    public boolean isFirstDataset() {
        return dataset.equals(DatasetSettings.FIRST);
    }

    /** The settings of every dataset: these, and those of the further ones in the order of their names. */
    public List<Settings> datasets() {
        List<Settings> datasets = new ArrayList<>(List.of(this));
        furtherDatasets.forEach((name, own) ->
                datasets.add(new Settings(name, own, Map.of(), mounted, unknown, others, proxies, origin, origins)));
        return List.copyOf(datasets);
    }

    /** The value of a setting that is required or has a default. */
    public String get(Setting setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException(setting.key() + " has no value"));
    }

    public Optional<String> find(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    public int integer(Setting setting) {
        return Integer.parseInt(get(setting));
    }

    public long longInteger(Setting setting) {
        return Long.parseLong(get(setting));
    }

    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(get(setting));
    }

    /** Names only: some values are secrets. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }

    private static String origins(Map<String, String> environment, GivenProperties mounted, Optional<Path> file) {
        List<String> origins = new ArrayList<>();
        if (Arrays.stream(Setting.values())
                .anyMatch(setting ->
                        !environment.getOrDefault(setting.variable(), "").isEmpty())) {
            origins.add("the environment");
        }
        if (!mounted.values().isEmpty()) {
            origins.add(environment.get(MountedConfiguration.VARIABLE));
        }
        file.ifPresent(given -> origins.add(given.toAbsolutePath().normalize().toString()));
        return origins.isEmpty() ? "the jar" : String.join(", ", origins) + " and the jar";
    }

    private static Proxies proxies(Map<String, String> environment, List<String> complaints) {
        try {
            return Proxies.of(environment, System.getProperties());
        } catch (IllegalArgumentException e) {
            complaints.add(e.getMessage());
            return Proxies.none();
        }
    }

    private static Map<String, String> others(Map<String, String> properties) {
        Map<String, String> others = new TreeMap<>(properties);
        others.keySet().removeIf(DatasetSettings::isKey);
        Stream.of(Setting.values()).map(Setting::key).forEach(others::remove);
        return others;
    }

    private static Map<String, String> ofJar() {
        try (InputStream in = Settings.class.getClassLoader().getResourceAsStream(FILE_IN_JAR)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, UTF_8));
            Map<String, String> values = new HashMap<>();
            properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
            return values;
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " in the jar cannot be read", e);
        }
    }
}
