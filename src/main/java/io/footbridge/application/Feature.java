package io.footbridge.application;

import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.util.Arrays;
import java.util.Optional;

/** What some commands do without. The routes that the jar brings for it alone are left out then, to start sooner. */
public enum Feature {
    EDGE("routes/edge", Optional.of(Setting.EDGE_ENABLED)),
    REPORT("routes/report", Optional.of(Setting.REPORT_ENABLED)),
    REPLAY("routes/replay", Optional.empty());

    private final String routes;
    private final Optional<Setting> setting;

    Feature(String routes, Optional<Setting> setting) {
        this.routes = routes;
        this.setting = setting;
    }

    public static Feature[] enabled(Settings settings) {
        return Arrays.stream(values())
                .filter(feature -> feature.setting.filter(settings::flag).isPresent())
                .toArray(Feature[]::new);
    }

    /** @param name such as {@code routes/edge-batch.camel.yaml} */
    boolean has(String name) {
        return name.startsWith(routes);
    }
}
