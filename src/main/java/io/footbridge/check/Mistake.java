package io.footbridge.check;

/** What can be wrong with a route file. */
public enum Mistake {
    YAML_SYNTAX("yaml-syntax"),
    TAB_INDENTATION("tab-indentation"),
    SCHEMA("schema"),
    UNKNOWN_STEP("unknown-step"),
    UNKNOWN_COMPONENT("unknown-component"),
    UNKNOWN_LANGUAGE("unknown-language"),
    UNKNOWN_DATA_FORMAT("unknown-data-format"),
    UNKNOWN_OPTION("unknown-option"),
    MISSING_OPTION("missing-option"),
    BAD_VALUE("bad-value"),
    BAD_CRON("bad-cron"),
    BAD_EXPRESSION("bad-expression"),
    BAD_PLACEHOLDER("bad-placeholder"),
    UNKNOWN_BEAN("unknown-bean"),
    UNKNOWN_CLASS("unknown-class"),
    UNKNOWN_METHOD("unknown-method"),
    MISSING_TARGET("missing-target"),
    UNKNOWN_ROUTE_CONFIGURATION("unknown-route-configuration"),
    DUPLICATE_ID("duplicate-id"),
    SECRET_LITERAL("secret-literal"),
    UNREAD_FILE("unread-file"),

    MISSING_ID("missing-id", true),
    MISSING_DESCRIPTION("missing-description", true),
    NOT_CANONICAL("not-canonical", true),
    QUOTED_VALUE("quoted-value", true);

    private final String word;
    private final boolean style;

    Mistake(String word) {
        this(word, false);
    }

    Mistake(String word, boolean style) {
        this.word = word;
        this.style = style;
    }

    /** The word for it, which never changes. */
    public String word() {
        return word;
    }

    /** Whether it only makes the files harder to read and to draw; Footbridge does not start with any other. */
    public boolean isStyle() {
        return style;
    }
}
