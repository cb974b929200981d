package io.footbridge.settings;

import java.util.List;

/** Settings that nothing can be started with. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param complaints one line each */
    SettingsException(List<String> complaints) {
        super(String.join(System.lineSeparator(), complaints));
    }
}
