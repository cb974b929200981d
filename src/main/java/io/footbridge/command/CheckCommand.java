package io.footbridge.command;

import io.footbridge.check.Finding;
import io.footbridge.check.IamPolicy;
import io.footbridge.check.SettingsCheck;
import io.footbridge.check.SourceFile;
import io.footbridge.failure.Sorting;
import io.footbridge.text.Count;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what is wrong with the routes, the settings and the targets before anything is imported. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Look for mistakes in the routes and the settings, ask both targets, then exit; changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing is wrong", "1:a route or a setting is wrong, or a target is down or refuses"})
public final class CheckCommand implements Callable<Integer> {

    /** Somebody waits for the answer, and can ask again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Invocation invocation;

    @Option(names = "--offline", description = "Ask neither S3 nor Treasure Data.")
    private boolean offline;

    @Option(
            names = "--iam-policy",
            description = "Only print what Footbridge must be allowed in the bucket, as a policy for AWS.")
    private boolean iamPolicy;

    @Option(
            names = "--style",
            description =
                    "Also show what works and could be written better: ids, descriptions, Camel's canonical form.")
    private boolean style;

    public CheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws CommandException {
        try (Application application = iamPolicy ? invocation.application() : invocation.uncheckedApplication()) {
            if (iamPolicy) {
                invocation.out().println(new IamPolicy(application.settings()).toJson());
                return Summary.DONE;
            }
            invocation.out().println(application.settings().origin());
            boolean spelt = checkSettings(application);
            boolean right = checkRoutes(application);
            boolean reached = offline || checkTargets(application);
            return spelt && right && reached ? Summary.DONE : Summary.LEFT_BEHIND;
        }
    }

    private boolean checkSettings(Application application) throws CommandException {
        List<SettingsCheck.Remark> remarks = SettingsCheckup.remarks(application);
        remarks.forEach(invocation.out()::println);
        return remarks.stream().noneMatch(SettingsCheck.Remark::isMistake);
    }

    private boolean checkRoutes(Application application) throws CommandException {
        Checkup checkup = new Checkup(application);
        List<SourceFile> files = checkup.files();
        List<Finding> findings = checkup.findings(files);
        findings.stream()
                .filter(finding -> style || !finding.mistake().isStyle())
                .forEach(invocation.out()::println);
        long remarks =
                findings.stream().filter(finding -> finding.mistake().isStyle()).count();
        long mistakes = findings.size() - remarks;
        invocation
                .out()
                .println("checked " + Count.of(files.size(), "file") + ": " + Count.of(mistakes, "mistake")
                        + (style ? ", " + Count.of(remarks, "remark") + " on style" : ""));
        return mistakes == 0;
    }

    /** All of them, although one may be enough to know. */
    private boolean checkTargets(Application application) {
        Preflight preflight = new Preflight(application, PATIENCE);
        boolean bucket = answers("S3", preflight::checkBucket) && checkExports(application) && isCounted(application);
        boolean treasureData = answers("Treasure Data", preflight::checkTreasureData) && checkTables(application);
        return bucket && treasureData;
    }

    private boolean isCounted(Application application) {
        try {
            new IgnoredCheck(application, invocation.out()).count();
            return true;
        } catch (CommandException e) {
            invocation.out().println(e.getMessage());
            return false;
        }
    }

    private boolean checkExports(Application application) {
        try {
            ExportsCheckup.Remarks remarks = new ExportsCheckup(application).remarks();
            remarks.warnings().forEach(invocation.out()::println);
            remarks.mistakes().forEach(invocation.out()::println);
            return remarks.mistakes().isEmpty();
        } catch (SdkException e) {
            invocation
                    .out()
                    .println("whether there are exports cannot be told: "
                            + Sorting.s3(e).getMessage());
            return true; // To import, they need not be listed.
        }
    }

    private boolean checkTables(Application application) {
        try {
            new TablesCheckup(application, invocation.out()::println).check(PATIENCE);
            return true;
        } catch (CommandException e) {
            invocation.out().println(e.getMessage());
            return false;
        }
    }

    /** One target's part of the checks. */
    private interface Question {

        void ask() throws CommandException;
    }

    private boolean answers(String target, Question question) {
        try {
            question.ask();
            invocation.out().println(target + " answers");
            return true;
        } catch (CommandException e) {
            invocation.out().println(e.getMessage());
            return false;
        }
    }
}
