package io.footbridge.td;

import static java.util.Objects.requireNonNull;

/** The key to TD, which shows itself to nobody. */
public final class ApiKey {

    private final String key;

    public ApiKey(String key) {
        this.key = requireNonNull(key, "key is null");
    }

    /** @param key one of these, or the text of one */
    public static ApiKey of(Object key) {
        return key instanceof ApiKey known
                ? known
                : new ApiKey(requireNonNull(key, "key is null").toString());
    }

    /** The value of the header {@code Authorization}. */
    public String authorization() {
        return "TD1 " + key;
    }

    String reveal() {
        return key;
    }

    @Override
    public String toString() {
        return "TD API key";
    }
}
