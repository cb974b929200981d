package io.footbridge.settings;

import io.footbridge.format.Columns;
import io.footbridge.format.Format;
import io.footbridge.key.KeyLayout;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * What the value of a setting looks like.
 *
 * @param description to follow "expected "
 * @param hint what a value that is not accepted was perhaps meant to be, to follow the description; may be empty
 */
record ValueFormat(String description, Predicate<String> accepts, UnaryOperator<String> hint) {

    private static final Pattern SLASHES_AROUND = Pattern.compile("^/+|/+$");
    private static final Pattern TD_KEY = Pattern.compile("(?:[1-9][0-9]*/)?[a-f0-9]{40}");
    private static final Pattern TD_NAME = Pattern.compile("[a-z0-9_]{3,128}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,256}");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    ValueFormat(String description, Predicate<String> accepts) {
        this(description, accepts, value -> "");
    }

    static ValueFormat text(String description) {
        return new ValueFormat(description, value -> !value.isBlank());
    }

    static ValueFormat bucket() {
        return new ValueFormat(
                "the name of a bucket (3 to 63 lower-case letters, digits, dots and hyphens)",
                value -> BUCKET.matcher(value).matches());
    }

    /** @see <a href="https://docs.treasuredata.com/requirements-and-limitations/naming-requirements-and-restrictions-for-treasure-data-entities">TD's naming rules</a> */
    static ValueFormat tdName() {
        return new ValueFormat(
                "3 to 128 lower-case letters, digits and '_'",
                value -> TD_NAME.matcher(value).matches());
    }

    static ValueFormat tdKey() {
        return new ValueFormat(
                "a key as Treasure Data shows it: 40 hexadecimal digits, mostly with an account's number and '/' in front",
                value -> TD_KEY.matcher(value).matches());
    }

    static ValueFormat token() {
        return new ValueFormat(
                "16 to 256 letters, digits and -._~+/=",
                value -> TOKEN.matcher(value).matches());
    }

    static ValueFormat prefix() {
        return new ValueFormat(
                "a prefix of keys that ends with '/' and does not begin with it, without braces and control characters",
                value -> value.endsWith("/") && !value.startsWith("/") && value.length() > 1 && isLiteral(value),
                value -> {
                    String bare = SLASHES_AROUND.matcher(value).replaceAll("");
                    return bare.isBlank() ? "" : "; did you mean '" + bare + "/'?";
                });
    }

    /** Routes put a prefix into texts that Camel evaluates: what Camel could take for an expression is not a prefix. */
    private static boolean isLiteral(String value) {
        return value.chars().noneMatch(c -> c == '{' || c == '}' || Character.isISOControl(c));
    }

    static ValueFormat flag() {
        return new ValueFormat("true or false", Set.of("true", "false")::contains);
    }

    static ValueFormat integer(long least, long most) {
        return new ValueFormat("a whole number from " + least + " to " + most, value -> {
            try {
                long number = Long.parseLong(value);
                return number >= least && number <= most;
            } catch (NumberFormatException e) {
                return false;
            }
        });
    }

    static ValueFormat zone() {
        return new ValueFormat("a time zone such as UTC or Asia/Tokyo", value -> {
            try {
                ZoneId.of(value);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        });
    }

    static ValueFormat cron() {
        return new ValueFormat(
                "a Quartz cron expression: second, minute, hour, day of month, month, day of week, such as 0 0 0 * * ?",
                CronExpression::isValidExpression);
    }

    static ValueFormat server() {
        return new ValueFormat("the address of a server, such as https://api.treasuredata.com", value -> {
            try {
                URI uri = new URI(value.contains("://") ? value : "https://" + value);
                return uri.getHost() != null
                        && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                        && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                        && uri.getUserInfo() == null
                        && uri.getQuery() == null;
            } catch (URISyntaxException e) {
                return false;
            }
        });
    }

    static ValueFormat logLevel() {
        return new ValueFormat("ERROR, WARN, INFO or DEBUG", Set.of("ERROR", "WARN", "INFO", "DEBUG")::contains);
    }

    static ValueFormat logFormat() {
        return new ValueFormat("text or json", Set.of("text", "json")::contains);
    }

    static ValueFormat exportFormat() {
        return new ValueFormat("tsv, csv or json", value -> Format.named(value).isPresent());
    }

    static ValueFormat keyLayout() {
        return parsed(
                "the last folders and the name of a key, such as {date}/*.csv, of text, *, {device} and {date}",
                KeyLayout::of);
    }

    static ValueFormat columns() {
        return parsed(
                "name:type,… with the types datetime or unix (once), long, double, string and json", Columns::new);
    }

    /** @param parser throws an {@code IllegalArgumentException} that says what is wrong */
    private static ValueFormat parsed(String description, Function<String, ?> parser) {
        UnaryOperator<String> complaint = value -> {
            try {
                var unused = parser.apply(value);
                return "";
            } catch (IllegalArgumentException e) {
                return "; " + e.getMessage();
            }
        };
        return new ValueFormat(description, value -> complaint.apply(value).isEmpty(), complaint);
    }
}
