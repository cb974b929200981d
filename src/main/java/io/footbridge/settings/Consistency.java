package io.footbridge.settings;

import io.footbridge.export.KeyLayout;
import io.footbridge.http.Proxies;
import io.footbridge.td.Server;
import java.util.ArrayList;
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

    static List<String> complaints(Map<Setting, String> values, Proxies proxies) {
        List<String> complaints = new ArrayList<>();
        for (int i = 0; i < PREFIXES.size(); i++) {
            for (int j = i + 1; j < PREFIXES.size(); j++) {
                String one = values.get(PREFIXES.get(i));
                String other = values.get(PREFIXES.get(j));
                if (one.startsWith(other) || other.startsWith(one)) {
                    complaints.add(PREFIXES.get(i).key() + " '" + one + "' and "
                            + PREFIXES.get(j).key() + " '" + other
                            + "' overlap; what is moved would be taken again");
                }
            }
        }
        if (values.containsKey(Setting.S3_ACCESS_KEY_ID) != values.containsKey(Setting.S3_SECRET_ACCESS_KEY)) {
            complaints.add(Setting.S3_ACCESS_KEY_ID.key() + " (" + Setting.S3_ACCESS_KEY_ID.variable() + ") and "
                    + Setting.S3_SECRET_ACCESS_KEY.key() + " (" + Setting.S3_SECRET_ACCESS_KEY.variable()
                    + ") are set together or not at all");
        }
        if (Boolean.parseBoolean(values.get(Setting.EDGE_ENABLED)) && !values.containsKey(Setting.EDGE_TOKEN)) {
            complaints.add(Setting.EDGE_TOKEN.key() + " (" + Setting.EDGE_TOKEN.variable()
                    + ") is not set; without it anybody could send counts");
        }
        if (values.get(Setting.EXPORT_FORMAT).equals("json")
                && Boolean.parseBoolean(values.get(Setting.EXPORT_HEADER))) {
            complaints.add(
                    "export.header (EXPORT_HEADER) is true, and export.format (EXPORT_FORMAT) is json, where every"
                            + " line names its columns");
        }
        if (values.containsKey(Setting.SCORER_DEVICES)
                && !KeyLayout.of(values.get(Setting.EXPORT_KEYS)).hasDevice()) {
            complaints.add(
                    "scorer.devices (SCORER_DEVICES) is set, and export.keys (EXPORT_KEYS) has no {device} to tell"
                            + " them by");
        }
        unreadableKey(values, proxies).ifPresent(complaints::add);
        return complaints;
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
