package io.footbridge.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.http.Proxies;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The settings in force: the environment first, then what Camel K mounts, then {@code application.properties} in the
 * working directory, then the one in the jar. An empty value is as good as none.
 */
public final class Settings {

    private static final String FILE = "application.properties";

    private final Map<Setting, String> values;
    private final Map<String, String> mounted;
    private final List<String> unknown;
    private final Map<String, String> others;
    private final Proxies proxies;
    private final String origins;

    private Settings(
            Map<Setting, String> values,
            Map<String, String> mounted,
            List<String> unknown,
            Map<String, String> others,
            Proxies proxies,
            String origins) {
        this.values = values;
        this.mounted = mounted;
        this.unknown = unknown;
        this.others = others;
        this.proxies = proxies;
        this.origins = origins;
    }

    /**
     * Reads them from where they are looked for.
     *
     * @throws SettingsException if one is missing or malformed, or some do not go together
     */
    public static Settings read(Map<String, String> environment, Path directory) throws SettingsException {
        Properties given = ofDirectory(directory);
        Properties mounted = MountedConfiguration.read(environment);
        override(given, mounted);
        Properties properties = ofJar();
        override(properties, given);
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        List<String> complaints = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            Optional<String> value = Optional.ofNullable(environment.get(setting.variable()))
                    .filter(text -> !text.isEmpty())
                    .or(() -> Optional.ofNullable(properties.getProperty(setting.key())))
                    .filter(text -> !text.isEmpty());
            setting.complaint(value).ifPresent(complaints::add);
            value.ifPresent(text -> values.put(setting, text));
        }
        Proxies proxies = proxies(environment, complaints);
        if (complaints.isEmpty()) {
            complaints.addAll(Consistency.complaints(values, proxies));
        }
        if (!complaints.isEmpty()) {
            throw new SettingsException(complaints);
        }
        return new Settings(
                values,
                forRoutes(mounted, environment),
                unknownKeys(given),
                others(properties),
                proxies,
                origins(environment, mounted, directory));
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

    /** What is mounted and is no setting of ours: Camel's own options, and what the routes name as {@code {{key}}}. */
    public Map<String, String> mounted() {
        return mounted;
    }

    /** Keys that look like settings but are none. */
    public List<String> unknown() {
        return unknown;
    }

    /** The proxies that requests go through: not settings of ours, but of the machine. */
    public Proxies proxies() {
        return proxies;
    }

    /** Where they are from, in their order, such as {@code the environment and the jar}. */
    public String origins() {
        return origins;
    }

    /** What else stands in the files: Camel's own settings, and those that somebody added for a route. */
    public Map<String, String> others() {
        return others;
    }

    /** Names only: some values are secrets. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }

    private static String origins(Map<String, String> environment, Properties mounted, Path directory) {
        List<String> origins = new ArrayList<>();
        if (Arrays.stream(Setting.values())
                .anyMatch(setting ->
                        !environment.getOrDefault(setting.variable(), "").isEmpty())) {
            origins.add("the environment");
        }
        if (!mounted.isEmpty()) {
            origins.add(environment.get(MountedConfiguration.VARIABLE));
        }
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            origins.add(file.toAbsolutePath().normalize().toString());
        }
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

    private static void override(Properties properties, Properties by) {
        by.forEach((key, value) -> {
            if (!value.toString().isEmpty()) {
                properties.put(key, value);
            }
        });
    }

    private static Map<String, String> forRoutes(Properties mounted, Map<String, String> environment) {
        Map<String, String> others = new TreeMap<>();
        mounted.stringPropertyNames().forEach(key -> others.put(key, mounted.getProperty(key)));
        for (Setting setting : Setting.values()) {
            others.remove(setting.key());
        }
        others.keySet().removeIf(key -> environment.containsKey(variable(key)));
        return Collections.unmodifiableMap(others);
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static List<String> unknownKeys(Properties given) {
        List<String> known = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            known.add(setting.key());
            groups.add(setting.key().substring(0, setting.key().indexOf('.') + 1));
        }
        return given.stringPropertyNames().stream()
                .filter(key -> !known.contains(key) && groups.stream().anyMatch(key::startsWith))
                .sorted()
                .toList();
    }

    private static Map<String, String> others(Properties properties) {
        Map<String, String> others = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> others.put(key, properties.getProperty(key)));
        for (Setting setting : Setting.values()) {
            others.remove(setting.key());
        }
        return Map.copyOf(others);
    }

    private static Properties ofJar() {
        Properties properties = new Properties();
        try (InputStream in = Settings.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            properties.load(new InputStreamReader(in, UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " in the jar cannot be read", e);
        }
        return properties;
    }

    private static Properties ofDirectory(Path directory) throws SettingsException {
        Properties properties = new Properties();
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new SettingsException(List.of(file + " cannot be read: " + e.getMessage()));
            }
        }
        return properties;
    }
}
