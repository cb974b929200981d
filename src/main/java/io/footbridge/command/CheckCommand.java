package io.footbridge.command;

import io.footbridge.application.Application;
import io.footbridge.application.BucketStartupCheck;
import io.footbridge.application.CommandException;
import io.footbridge.application.Invocation;
import io.footbridge.application.Lint;
import io.footbridge.application.StartupChecks;
import io.footbridge.application.TreasureDataStartupCheck;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.intake.Dataset;
import io.footbridge.lint.Finding;
import io.footbridge.lint.SettingsLint;
import io.footbridge.lint.yaml.SourceFile;
import io.footbridge.settings.IamPolicy;
import io.footbridge.text.Count;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what is wrong with the routes, the settings and the targets before anything is imported. */
@Command(
        name = "check",
        description = "Look for mistakes in the routes and the settings, ask both targets, then exit; changes nothing.",
        exitCodeList = {"0:nothing is wrong", "1:a route or a setting is wrong, or a target is down or refuses"})
public final class CheckCommand implements Callable<Integer> {

    /** Somebody waits for the answer, and can ask again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Invocation invocation;
    private final PrintStream out;

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
        this.out = invocation.out();
    }

    @Override
    public Integer call() throws CommandException {
        try (Application application = iamPolicy ? invocation.application() : invocation.uncheckedApplication()) {
            if (iamPolicy) {
                out.println(new IamPolicy(application.settings()).toJson());
                return Summary.DONE;
            }
            out.println(application.settings().origin());
            Lint lint = new Lint(application);
            boolean spelt = checkSettings(lint);
            boolean right = checkRoutes(lint);
            boolean reached = offline || checkTargets(application);
            return spelt && right && reached ? Summary.DONE : Summary.LEFT_BEHIND;
        }
    }

    private boolean checkSettings(Lint lint) throws CommandException {
        List<SettingsLint.Remark> remarks = lint.remarks();
        remarks.forEach(out::println);
        return remarks.stream().noneMatch(SettingsLint.Remark::isMistake);
    }

    private boolean checkRoutes(Lint lint) throws CommandException {
        List<SourceFile> files = lint.files();
        List<Finding> findings = lint.findings(files);
        findings.stream()
                .filter(finding -> style || !finding.mistake().isStyle())
                .forEach(out::println);
        long remarks =
                findings.stream().filter(finding -> finding.mistake().isStyle()).count();
        long mistakes = findings.size() - remarks;
        out.println("checked " + Count.of(files.size(), "file") + ": " + Count.of(mistakes, "mistake")
                + (style ? ", " + Count.of(remarks, "remark") + " on style" : ""));
        return mistakes == 0;
    }

    /** All of them, although one may be enough to know. */
    private boolean checkTargets(Application application) {
        boolean reached = true;
        for (Dataset dataset : application.datasets()) {
            if (!dataset.isFirst()) {
                out.println("dataset " + dataset + ":");
            }
            reached &= checkTargets(application, dataset);
        }
        return reached;
    }

    private boolean checkTargets(Application application, Dataset dataset) {
        StartupChecks checks = new StartupChecks(application, PATIENCE);
        BucketStartupCheck s3 = new BucketStartupCheck(application, dataset);
        TreasureDataStartupCheck td = new TreasureDataStartupCheck(application, dataset);
        boolean bucket = isAnswered(() -> {
                    checks.persist(s3::ask);
                    out.println("S3 answers");
                })
                && checkExports(s3)
                && isAnswered(() -> s3.ignored().forEach(out::println));
        boolean treasureData = isAnswered(() -> {
            checks.persist(td::askApi);
            out.println("Treasure Data answers");
            checks.persist(td::askImports);
            td.checkTables(out::println);
        });
        return bucket && treasureData;
    }

    private boolean checkExports(BucketStartupCheck s3) {
        try {
            BucketStartupCheck.Remarks remarks = s3.remarks();
            remarks.warnings().forEach(out::println);
            remarks.mistakes().forEach(out::println);
            return remarks.mistakes().isEmpty();
        } catch (SdkException e) {
            out.println("whether there are exports cannot be told: "
                    + FailureClassifier.s3(e).getMessage());
            return true; // To import, they need not be listed.
        }
    }

    private boolean isAnswered(StartupChecks.Answers question) {
        try {
            question.await();
            return true;
        } catch (CommandException e) {
            out.println(e.getMessage());
            return false;
        }
    }
}
