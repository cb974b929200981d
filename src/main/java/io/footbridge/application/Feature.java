package io.footbridge.application;

import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.util.Arrays;

/** What some commands do without. The routes that the jar brings for it alone are left out then, to start sooner. */
public enum Feature {
    EDGE("routes/edge", Setting.EDGE_ENABLED),
    REPORT("routes/report", Setting.REPORT_ENABLED);

    private final String routes;
    private final Setting setting;

    Feature(String routes, Setting setting) {
        this.routes = routes;
        this.setting = setting;
    }

    public static Feature[] enabled(Settings settings) {
        return Arrays.stream(values())
                .filter(feature -> settings.flag(feature.setting))
                .toArray(Feature[]::new);
    }

    /** @param name such as {@code routes/edge-batch.camel.yaml} */
    boolean has(String name) {
        return name.startsWith(routes);
    }
}
