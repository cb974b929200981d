package io.footbridge.settings;

import io.footbridge.failure.Escaped;
import io.footbridge.http.Proxies;
import io.footbridge.key.KeyLayout;
import io.footbridge.td.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What settings must be to each other. */
final class Consistency {

    private static final List<Setting> PREFIXES = List.of(
            Setting.S3_PREFIX,
            Setting.S3_IMPORTED_PREFIX,
            Setting.S3_FAILED_PREFIX,
            Setting.S3_REPORTS_PREFIX,
            Setting.EDGE_PREFIX);

    private Consistency() {}

    /** @param furtherDatasets the values of the datasets after the first, by their names */
    static List<String> complaints(
            Map<Setting, String> values, Map<String, Map<Setting, String>> furtherDatasets, Proxies proxies) {
        List<String> complaints = new ArrayList<>(overlaps(values, furtherDatasets));
        if (values.containsKey(Setting.S3_ACCESS_KEY_ID) != values.containsKey(Setting.S3_SECRET_ACCESS_KEY)) {
            complaints.add(Setting.S3_ACCESS_KEY_ID.title() + " and " + Setting.S3_SECRET_ACCESS_KEY.title()
                    + " are set together or not at all");
        }
        if (Boolean.parseBoolean(values.get(Setting.EDGE_ENABLED)) && !values.containsKey(Setting.EDGE_TOKEN)) {
            complaints.add(Setting.EDGE_TOKEN.title() + " is not set; without it anybody could send counts");
        }
        ofFormat("", values, complaints);
        furtherDatasets.forEach((name, own) -> ofFormat("dataset." + name + ".", own, complaints));
        unreadableKey(values, proxies).ifPresent(complaints::add);
        return complaints;
    }

    /** @param dataset what the keys of the dataset begin with */
    private static void ofFormat(String dataset, Map<Setting, String> values, List<String> complaints) {
        if (values.get(Setting.EXPORT_FORMAT).equals("json")
                && Boolean.parseBoolean(values.get(Setting.EXPORT_HEADER))) {
            complaints.add(dataset
                    + "export.header (EXPORT_HEADER) is true, and export.format (EXPORT_FORMAT) is json, where every"
                    + " line names its columns");
        }
        if (values.containsKey(Setting.SCORER_DEVICES)
                && !KeyLayout.of(values.get(Setting.EXPORT_KEYS)).hasDevice()) {
            complaints.add(dataset
                    + "scorer.devices (SCORER_DEVICES) is set, and export.keys (EXPORT_KEYS) has no {device} to tell"
                    + " them by");
        }
    }

    private static List<String> overlaps(
            Map<Setting, String> values, Map<String, Map<Setting, String>> furtherDatasets) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        PREFIXES.forEach(prefix -> prefixes.put(prefix.key(), values.get(prefix)));
        furtherDatasets.forEach((name, own) ->
                prefixes.put("dataset." + name + "." + Setting.S3_PREFIX.key(), own.get(Setting.S3_PREFIX)));
        List<String> overlaps = new ArrayList<>();
        List<String> keys = List.copyOf(prefixes.keySet());
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                String one = prefixes.get(keys.get(i));
                String other = prefixes.get(keys.get(j));
                if (one.startsWith(other) || other.startsWith(one)) {
                    overlaps.add(keys.get(i) + " '" + Escaped.of(one) + "' and " + keys.get(j) + " '"
                            + Escaped.of(other) + "' overlap; what is moved would be taken again");
                }
            }
        }
        return overlaps;
    }

    /** A proxy would see the key of Treasure Data in a request that is not encrypted. */
    private static Optional<String> unreadableKey(Map<Setting, String> values, Proxies proxies) {
        Server api = Server.of(values.get(Setting.TD_API_SERVER));
        Server imports = values.containsKey(Setting.TD_IMPORT_SERVER)
                ? Server.of(values.get(Setting.TD_IMPORT_SERVER))
                : api.importServer();
        try {
            var unused = List.of(proxies.toldASecret(api.uri()), proxies.toldASecret(imports.uri()));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
