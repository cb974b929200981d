package io.footbridge.check;

/** What can be wrong with a route file. */
public enum Mistake {
    YAML_SYNTAX("yaml-syntax"),
    TAB_INDENTATION("tab-indentation"),
    SCHEMA("schema"),
    UNKNOWN_STEP("unknown-step"),
    UNKNOWN_COMPONENT("unknown-component"),
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

    MISSING_ID("missing-id", Effect.SHABBY),
    MISSING_DESCRIPTION("missing-description", Effect.SHABBY),
    NOT_CANONICAL("not-canonical", Effect.SHABBY),
    QUOTED_VALUE("quoted-value", Effect.SHABBY);

    private final String word;
    private final Effect effect;

    Mistake(String word) {
        this(word, Effect.BROKEN);
    }

    Mistake(String word, Effect effect) {
        this.word = word;
        this.effect = effect;
    }

    private enum Effect {
        BROKEN,
        SHABBY
    }

    /** The word for it, which never changes. */
    public String word() {
        return word;
    }

    /** Whether nothing may start with it; the others only make the files harder to read and to draw. */
    public boolean stopsTheStart() {
        return effect == Effect.BROKEN;
    }
}
