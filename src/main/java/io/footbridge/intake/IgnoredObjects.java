package io.footbridge.intake;

import io.footbridge.failure.Escaped;
import io.footbridge.key.Ignored;
import io.footbridge.ops.LogFields;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The objects under the prefix that are not taken. The log names each once in a process, the first ones of a cause as a
 * warning. Only so many names are remembered; past that, objects are counted only. Guarded by the {@link Intake}.
 */
final class IgnoredObjects {

    /** How many of a cause are warned of. */
    private static final int WARNED = 3;

    /** How many of a cause are named. */
    private static final int NAMED = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(IgnoredObjects.class);

    private final Map<Ignored, Set<String>> named = new EnumMap<>(Ignored.class);
    private long count;

    /** A listing begins from the start, and shows them once more. */
    void beginPass() {
        count = 0;
    }

    void add(String key, Ignored cause) {
        count++;
        Set<String> names = named.computeIfAbsent(cause, none -> new HashSet<>());
        if (names.size() < NAMED && names.add(key)) {
            say(key, cause, names.size());
        }
    }

    /** How many the last listing showed. */
    long count() {
        return count;
    }

    private static void say(String key, Ignored cause, int number) {
        String more = number == WARNED
                ? "; further ones are named at DEBUG"
                : number == NAMED ? "; further ones are not named" : "";
        LogFields.about(LOG.atLevel(number <= WARNED ? Level.WARN : Level.DEBUG), key)
                .log("{} is ignored: {}{}", Escaped.of(key), cause.why(), more);
    }
}
