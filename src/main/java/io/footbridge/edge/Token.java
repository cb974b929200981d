package io.footbridge.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** The bean that knows the token which cameras share, and shows it to nobody. */
public final class Token {

    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    public Token(String token) {
        this.token = token.getBytes(UTF_8);
    }

    /**
     * Takes as long for any wrong token of the same length.
     *
     * @param authorization the header {@code Authorization}, or null
     * @throws RefusedRequest if the header lacks the token
     */
    public void require(String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || !MessageDigest.isEqual(
                        authorization.substring(SCHEME.length()).strip().getBytes(UTF_8), token)) {
            throw new RefusedRequest(401, "the token is missing or wrong");
        }
    }

    @Override
    public String toString() {
        return "edge token";
    }
}
