package io.footbridge.settings;

import io.footbridge.key.KeyLayout;
import io.footbridge.row.Columns;
import io.footbridge.row.Format;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Set;
import java.util.TimeZone;
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

    static final ValueFormat BUCKET = matching(
            "the name of a bucket (3 to 63 lower-case letters, digits, dots and hyphens)",
            "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** @see <a href="https://docs.treasuredata.com/requirements-and-limitations/naming-requirements-and-restrictions-for-treasure-data-entities">TD's naming rules</a> */
    static final ValueFormat TD_NAME = matching("3 to 128 lower-case letters, digits and '_'", "[a-z0-9_]{3,128}");

    static final ValueFormat TD_KEY = matching(
            "a key as Treasure Data shows it: 40 hexadecimal digits, mostly with an account's number and '/' in front",
            "(?:[1-9][0-9]*/)?[a-f0-9]{40}");
    static final ValueFormat TOKEN = matching("16 to 256 letters, digits and -._~+/=", "[A-Za-z0-9._~+/=-]{16,256}");
    static final ValueFormat PREFIX = new ValueFormat(
            "a prefix of keys that ends with '/' and does not begin with it, without braces and control characters",
            value -> value.endsWith("/") && !value.startsWith("/") && value.length() > 1 && isLiteral(value),
            value -> {
                String bare = SLASHES_AROUND.matcher(value).replaceAll("");
                return bare.isBlank() ? "" : "; did you mean '" + bare + "/'?";
            });
    static final ValueFormat FLAG = oneOf("true or false", "true", "false");
    static final ValueFormat LOG_LEVEL = oneOf("ERROR, WARN, INFO or DEBUG", "ERROR", "WARN", "INFO", "DEBUG");
    static final ValueFormat LOG_FORMAT = oneOf("text or json", "text", "json");
    static final ValueFormat ZONE = new ValueFormat(
            "a time zone such as UTC or Asia/Tokyo",
            value -> complaint(ZoneId::of, value).isEmpty());

    /** Quartz knows a zone by {@link TimeZone}, which takes what it does not know for GMT. */
    static final ValueFormat CRON_ZONE = new ValueFormat(
            ZONE.description,
            value -> ZONE.accepts.test(value)
                    && TimeZone.getTimeZone(value)
                            .toZoneId()
                            .getRules()
                            .equals(ZoneId.of(value).getRules()));

    static final ValueFormat CRON = new ValueFormat(
            "a Quartz cron expression: second, minute, hour, day of month, month, day of week, such as 0 0 0 * * ?",
            ValueFormat::fires,
            value -> CronExpression.isValidExpression(value) ? "; it never fires" : "");
    static final ValueFormat SERVER =
            new ValueFormat("the address of a server, such as https://api.treasuredata.com", ValueFormat::isServer);
    static final ValueFormat EXPORT_FORMAT =
            new ValueFormat("tsv, csv or json", value -> Format.named(value).isPresent());
    static final ValueFormat KEY_LAYOUT = parsed(
            "the last folders and the name of a key, such as {date}/*.csv, of text, *, {device} and {date}",
            KeyLayout::of);
    static final ValueFormat COLUMNS =
            parsed("name:type,… with the types datetime or unix (once), long, double, string and json", Columns::new);

    ValueFormat(String description, Predicate<String> accepts) {
        this(description, accepts, value -> "");
    }

    static ValueFormat text(String description) {
        return new ValueFormat(description, value -> !value.isBlank());
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

    private static ValueFormat matching(String description, String regex) {
        return new ValueFormat(description, Pattern.compile(regex).asMatchPredicate());
    }

    private static ValueFormat oneOf(String description, String... values) {
        return new ValueFormat(description, Set.of(values)::contains);
    }

    private static ValueFormat parsed(String description, Function<String, ?> parser) {
        return new ValueFormat(
                description, value -> complaint(parser, value).isEmpty(), value -> complaint(parser, value));
    }

    /** What a parser says is wrong, to follow the description; empty if nothing is. */
    private static String complaint(Function<String, ?> parser, String value) {
        try {
            var unused = parser.apply(value);
            return "";
        } catch (IllegalArgumentException | DateTimeException e) {
            return "; " + e.getMessage();
        }
    }

    private static boolean fires(String cron) {
        try {
            return new CronExpression(cron).getNextValidTimeAfter(Date.from(Instant.now())) != null;
        } catch (ParseException e) {
            return false;
        }
    }

    /** Routes put a prefix into texts that Camel evaluates: what Camel could take for an expression is not a prefix. */
    private static boolean isLiteral(String value) {
        return value.chars().noneMatch(c -> c == '{' || c == '}' || Character.isISOControl(c));
    }

    private static boolean isServer(String value) {
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
    }
}
