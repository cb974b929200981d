package io.footbridge.sandbox;

import io.footbridge.Footbridge;
import io.footbridge.sandbox.scorer.Account;
import io.footbridge.sandbox.scorer.Census;
import io.footbridge.sandbox.scorer.Comparison;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.shop.ShopDataset;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows Footbridge from end to end, offline: exports a day of three cameras into an embedded S3, and beside it the counts of
 * doors and the sales of tills, imports the three datasets, holds every row in Treasure Data against its line, makes the
 * report of the day, and holds its figures against the people who walked by. Ends with status 0 if all of it agrees, else 1; also with 1 if any part of it stands still.
 */
@Command(name = "demo", description = "Shows Footbridge from end to end, offline.", mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {

    private static final long SEED = 20_190_815;
    private static final int CAMERAS = 3;
    private static final LocalDate DAY = LocalDate.of(2019, 8, 15);
    private static final List<ShopDataset> SHOP = ShopDataset.all(SEED, DAY);
    private static final int PROGRESS_STEP = 120;
    private static final Path PAGE = Path.of("target", "demo", "visitors.html");

    private final PrintStream out;

    @Option(
            names = "--phase-seconds",
            defaultValue = "300",
            paramLabel = "S",
            description = "How long one part of the demo may take before it ends with an error (${DEFAULT-VALUE}).")
    private long phaseSeconds;

    private PhaseLimit limit;

    Demo(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Demo(System.out)).execute(args));
    }

    /** Runs the demo and returns its exit status. */
    @Override
    public Integer call() {
        // Halting runs no shutdown hook: one of those may be what the process waits for.
        limit = new PhaseLimit(
                Duration.ofSeconds(phaseSeconds),
                out,
                () -> Runtime.getRuntime().halt(1));
        limit.begin("the start of the servers");
        Path folder = World.temporaryFolder();
        try (World world = World.start(folder, 0, 0)) {
            ScorerCloud cloud = new ScorerCloud(SEED, CAMERAS, DAY);
            Account account = cloud.account();
            out.printf(
                    "S3 at %s, Treasure Data at %s%n",
                    world.s3().endpoint(), world.td().endpoint());
            export(cloud, account, world);
            int status = importAll(world);
            limit.begin("the comparison");
            boolean agrees = compareAll(cloud, world.td());
            out.printf(
                    "Treasure Data took %,d imports, %d of them repeats%n",
                    world.td().imports(), world.td().repeats());
            return status == 0 && agrees && report(new Census(account), world) ? 0 : 1;
        } finally {
            limit.begin("the end of the demo");
            World.delete(folder);
        }
    }

    private void export(ScorerCloud cloud, Account account, World world) {
        long begun = System.nanoTime();
        limit.begin("the export");
        world.export(cloud, done -> {
            if (done % PROGRESS_STEP == 0) {
                out.printf("exported %,d of %,d archives%n", done, account.archives());
            }
        });
        out.printf(
                "exported %,d rows in %,d archives of %d cameras in %s%n",
                account.rows(), account.archives(), CAMERAS, seconds(begun));
        for (ShopDataset dataset : SHOP) {
            world.export(dataset);
            out.printf(
                    "exported %,d rows in %d files of %s%n",
                    dataset.rows(), dataset.files().size(), dataset.name());
        }
    }

    private int importAll(World world) {
        out.println("footbridge import");
        limit.begin("footbridge import");
        long begun = System.nanoTime();
        int status = footbridge(world, "import");
        out.printf("footbridge ended with status %d after %s%n", status, seconds(begun));
        return status;
    }

    private boolean report(Census census, World world) {
        out.println("footbridge report --date " + DAY);
        limit.begin("footbridge report");
        long begun = System.nanoTime();
        int status = footbridge(world, "report", "--date", DAY.toString());
        out.printf("footbridge ended with status %d after %s%n", status, seconds(begun));
        if (status != 0) {
            return false;
        }
        Census.Result held = census.hold(world.text("reports/" + DAY + "/visitors.csv"));
        held.differences().forEach(out::println);
        out.printf(
                "%,d people in %d groups walked by; the report has %,d, and of %d of them the cameras were not sure%n",
                census.visitors(), census.groups(), held.visitors(), held.unsure());
        out.println(held.agrees() ? "the report is right" : "the report is WRONG");
        out.println("the page is " + save(world.text("reports/" + DAY + "/visitors.html")) + "; it needs no network");
        return held.agrees();
    }

    private static Path save(String page) {
        try {
            Files.createDirectories(PAGE.getParent());
            return Files.writeString(PAGE, page);
        } catch (IOException e) {
            throw new UncheckedIOException(PAGE + " cannot be written", e);
        }
    }

    private static int footbridge(World world, String... command) {
        Map<String, String> environment = world.environment();
        SHOP.forEach(dataset -> environment.putAll(dataset.variables()));
        environment.put("REPORT_TIME_ZONE", "UTC");
        environment.put("LOG_LEVEL", "WARN"); // The demo says enough.
        return new Footbridge(environment, Path.of(""), System.out, System.err).execute(command);
    }

    private boolean compareAll(ScorerCloud cloud, TreasureData td) {
        boolean agrees = compare(World.TABLE, Comparison.of(cloud, td, World.DATABASE, World.TABLE, ZoneOffset.UTC));
        for (ShopDataset dataset : SHOP) {
            agrees &= compare(dataset.name(), dataset.compare(td, World.DATABASE));
        }
        out.println(agrees ? "every line has its row" : "lines and rows DIFFER");
        return agrees;
    }

    private boolean compare(String table, Comparison.Result result) {
        out.printf(
                "%s: compared %,d lines with %,d rows: %d missing, %d doubled, %d changed, %d unknown%n",
                table,
                result.lines(),
                result.rows(),
                result.missing(),
                result.doubled(),
                result.changed(),
                result.unknown());
        result.examples().forEach(out::println);
        return result.agrees();
    }

    private static String seconds(long begun) {
        return "%.1f s".formatted(Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0);
    }
}
