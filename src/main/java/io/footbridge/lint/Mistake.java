package io.footbridge.lint;

import java.util.Locale;

/** What can be wrong with a route file. */
public enum Mistake {
    YAML_SYNTAX,
    TAB_INDENTATION,
    SCHEMA,
    UNKNOWN_STEP,
    UNKNOWN_COMPONENT,
    UNKNOWN_LANGUAGE,
    UNKNOWN_DATA_FORMAT,
    UNKNOWN_OPTION,
    MISSING_OPTION,
    BAD_VALUE,
    BAD_CRON,
    BAD_EXPRESSION,
    BAD_PLACEHOLDER,
    UNKNOWN_BEAN,
    UNKNOWN_CLASS,
    UNKNOWN_METHOD,
    MISSING_TARGET,
    UNKNOWN_ROUTE_CONFIGURATION,
    DUPLICATE_ID,
    SECRET_LITERAL,
    UNREAD_FILE,
    MISSING_ID,
    MISSING_DESCRIPTION,
    NOT_CANONICAL,
    QUOTED_VALUE;

    /** The word for it, which never changes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it only makes the files harder to read and to draw; Footbridge does not start with any other. */
    public boolean isStyle() {
        return compareTo(MISSING_ID) >= 0;
    }
}
