package io.footbridge.lint;

import io.footbridge.lint.yaml.Endpoint;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import org.quartz.CronExpression;

/** Holds every endpoint against the catalogue of its component, and reads its cron expressions as Quartz will. */
record EndpointRule(Routes routes, Set<Finding> findings) implements Rule {

    @Override
    public void check() {
        for (Endpoint endpoint : routes.endpoints()) {
            Map<String, String> options = routes.options(endpoint);
            checkOptions(endpoint, routes.scheme(endpoint), options);
            checkDeletion(endpoint, options);
            options.forEach((option, value) -> {
                if ((option.equals("cron") || option.endsWith(".cron")) && !Placeholders.isIn(value)) {
                    checkCron(endpoint, option, value.replace('+', ' ')); // In an address + is a space.
                }
            });
        }
    }

    private void checkOptions(Endpoint endpoint, String scheme, Map<String, String> options) {
        Catalogue catalogue = routes.catalogue();
        if (scheme.isEmpty() || scheme.equals("kamelet")) {
            return;
        }
        if (catalogue.knows(scheme)) {
            catalogue.checkOptions(scheme, options, (option, mistake, message) -> {
                // What stands for nothing is said elsewhere.
                if (!Placeholders.isIn(options.getOrDefault(option, ""))) {
                    found(endpoint.at(option), mistake, message);
                }
            });
        } else if (!routes.beans().containsKey(scheme)) { // A bean may be a component, and lends it its name.
            String advice = "; correct the name, or add the jar that has it, mostly " + catalogue.jar(scheme);
            String message = "there is no component '" + scheme + "' on the class path" + advice;
            found(endpoint.at(), Mistake.UNKNOWN_COMPONENT, message);
        }
    }

    /** The poll of versions before had its consumer delete what it had read. */
    private void checkDeletion(Endpoint endpoint, Map<String, String> options) {
        if (endpoint.isSource()
                && options.getOrDefault("inProgressRepository", "").startsWith("#bean:in-progress")
                && !options.getOrDefault("deleteAfterRead", "true").equals("false")) {
            String message =
                    "deleteAfterRead is not false; this consumer deletes nothing, the step s3-delete-action does";
            found(endpoint.at("deleteAfterRead"), Mistake.BAD_VALUE, message);
        }
    }

    private void checkCron(Endpoint endpoint, String option, String cron) {
        try {
            CronExpression.validateExpression(cron);
        } catch (ParseException e) {
            String expected = "; expected second, minute, hour, day of month, month, day of week";
            String message = "'" + cron + "' is not a Quartz cron expression (" + e.getMessage() + ")" + expected;
            found(endpoint.at(option), Mistake.BAD_CRON, message);
        }
    }
}
