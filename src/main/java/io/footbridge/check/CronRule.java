package io.footbridge.check;

import java.text.ParseException;
import java.util.function.Consumer;
import org.quartz.CronExpression;

/** Reads every cron expression as Quartz will. */
final class CronRule implements Rule {

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        for (Endpoint endpoint : routes.endpoints()) {
            endpoint.options(routes.catalogue(), routes.placeholders()).forEach((option, value) -> {
                if ((option.equals("cron") || option.endsWith(".cron")) && !Placeholders.isIn(value)) {
                    check(endpoint, option, value.replace('+', ' '), findings); // In an address + is a space.
                }
            });
        }
    }

    private static void check(Endpoint endpoint, String option, String cron, Consumer<Finding> findings) {
        try {
            CronExpression.validateExpression(cron);
        } catch (ParseException e) {
            findings.accept(endpoint.finding(
                    endpoint.at(option),
                    Mistake.BAD_CRON,
                    "'" + cron + "' is not a Quartz cron expression (" + e.getMessage()
                            + "); expected second, minute, hour, day of month, month, day of week"));
        }
    }
}
