package io.footbridge.td;

import java.util.regex.Pattern;

/** What an answer may quote of the request: the key, and rows. A message goes into logs and files, where neither belongs. */
final class Quoted {

    private static final String HIDDEN = "…";
    private static final Pattern KEY = Pattern.compile("(?:[0-9]+/)?[a-fA-F0-9]{40}");
    private static final Pattern ROW = Pattern.compile("\\{.*}|\\[.*]|[{\\[].*", Pattern.DOTALL);

    private Quoted() {}

    /** The same words without what looks like a key, and without what is in braces or brackets, as JSON is. */
    static String hidden(String words) {
        return ROW.matcher(KEY.matcher(words).replaceAll(HIDDEN)).replaceAll(HIDDEN);
    }
}
