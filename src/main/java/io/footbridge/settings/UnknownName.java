package io.footbridge.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The name of a variable or of a key in a file that is not a setting. What it was given is never kept: it may be a secret.
 *
 * @param place the file, with its line if that is known, or {@code environment}
 * @param meant the name that it looks like, as it is written in that place
 * @param isOurs whether its name begins as those of settings do
 * @param isGivenToo whether the setting that it looks like is given by its right name as well
 */
public record UnknownName(String name, String place, Optional<String> meant, boolean isOurs, boolean isGivenToo) {

    /** Where variables are. */
    public static final String ENVIRONMENT = "environment";

    public UnknownName {
        requireNonNull(name, "name is null");
        requireNonNull(place, "place is null");
        requireNonNull(meant, "meant is null");
    }

    /** Whether it is a variable rather than a key in a file. */
    public boolean isVariable() {
        return place.equals(ENVIRONMENT);
    }
}
