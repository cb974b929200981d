package io.footbridge.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The properties in files that somebody wrote, and where each one stands. */
final class GivenProperties {

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();

    /** @throws SettingsException if the file cannot be read; it names the file, never what is in it */
    void load(Path file) throws SettingsException {
        String text = TextFile.read(file);
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw TextFile.unreadable(
                    file, "a \\u in it is not followed by four hexadecimal digits; write \\\\ for a backslash");
        } catch (IOException e) {
            throw new IllegalStateException("a text is always there", e);
        }
        List<String> lines = text.lines().toList();
        properties.stringPropertyNames().forEach(key -> put(key, properties.getProperty(key), file + line(key, lines)));
    }

    void put(String key, String value, String place) {
        values.put(key, value);
        places.put(key, place);
    }

    /** An empty value overrides nothing. */
    void override(GivenProperties by) {
        by.values.forEach((key, value) -> {
            if (!value.isEmpty() || !values.containsKey(key)) {
                put(key, value, by.placeOf(key));
            }
        });
    }

    /** In alphabetical order. */
    Set<String> keys() {
        return new TreeSet<>(values.keySet());
    }

    Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    /** The file, with the line if the key stands there as it is. */
    String placeOf(String key) {
        return places.get(key);
    }

    private static String line(String key, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripLeading();
            if (line.startsWith(key)
                    && (line.length() == key.length() || " \t\f:=".indexOf(line.charAt(key.length())) >= 0)) {
                return ":" + (i + 1);
            }
        }
        return "";
    }
}
