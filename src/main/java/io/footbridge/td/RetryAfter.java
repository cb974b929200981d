package io.footbridge.td;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * The header {@code Retry-After}, in both of its forms.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, 10.2.3</a>
 */
public final class RetryAfter {

    private RetryAfter() {}

    /**
     * Reads a header's value, which may be null.
     *
     * @return how long from now, never negative; nothing if there is no header or it makes no sense
     */
    public static Optional<Duration> parse(String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            long seconds = Long.parseLong(header.strip());
            return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        } catch (NumberFormatException e) {
            return Optional.ofNullable(DateUtils.parseStandardDate(header.strip()))
                    .map(then -> Duration.between(Instant.now(), then))
                    .map(until -> until.isNegative() ? Duration.ZERO : until);
        }
    }
}
