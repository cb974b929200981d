package io.footbridge.command;

import io.footbridge.bucket.Survey;
import io.footbridge.export.Ignored;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.settings.Setting;
import io.footbridge.text.Count;
import java.io.PrintStream;

/** The part of {@code check} that says how many objects under the prefix would be ignored, and why. */
final class IgnoredCheck {

    /** Ten pages: somebody waits for the answer. */
    private static final long MOST = 10_000;

    private final Application application;
    private final PrintStream out;

    IgnoredCheck(Application application, PrintStream out) {
        this.application = application;
        this.out = out;
    }

    /** @throws CommandException if the prefix cannot be listed to its end */
    void count() throws CommandException {
        Survey survey;
        try {
            survey = application.survey(MOST);
        } catch (Failure e) {
            throw new CommandException("the objects under the prefix cannot be counted: " + e.getMessage(), e);
        }
        long ignored = survey.seen() - survey.taken();
        if (ignored > 0) {
            out.printf(
                    "of %s%s under %s %s:%n",
                    survey.isWhole() ? "" : "the first ",
                    Count.of(survey.seen(), "object"),
                    Escaped.of(application.settings().get(Setting.S3_PREFIX)),
                    Count.of(ignored, "is ignored", "are ignored"));
            for (Ignored cause : Ignored.values()) {
                if (survey.ignored().containsKey(cause)) {
                    say(cause, survey.ignored().get(cause));
                }
            }
            if (!survey.isWhole()) {
                out.println("there are more, which were not looked at");
            }
        } else if (!survey.isWhole()) {
            out.println("none of the first " + Count.of(survey.seen(), "object") + " under the prefix is ignored;"
                    + " there are more, which were not looked at");
        }
    }

    private void say(Ignored cause, Survey.Of found) {
        out.println(Count.grouped(found.count()) + " " + cause.why() + ", such as " + Escaped.of(found.first()));
    }
}
