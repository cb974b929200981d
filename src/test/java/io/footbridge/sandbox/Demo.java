package io.footbridge.sandbox;

import io.footbridge.Footbridge;
import io.footbridge.sandbox.scorer.Account;
import io.footbridge.sandbox.scorer.Comparison;
import io.footbridge.sandbox.scorer.ScorerCloud;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Shows the import from end to end, offline: exports a day of three cameras into an embedded S3, runs Footbridge on it,
 * and holds every row in Treasure Data against its line. Ends with status 0 if they all agree, else 1.
 */
public final class Demo {

    private static final long SEED = 20_190_815;
    private static final int CAMERAS = 3;
    private static final LocalDate DAY = LocalDate.of(2019, 8, 15);
    private static final int PROGRESS_STEP = 120;

    private final PrintStream out;

    Demo(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(new Demo(System.out).run());
    }

    /** Runs the demo and returns its exit status. */
    int run() {
        Path folder = World.temporaryFolder();
        try (World world = World.start(folder, 0, 0)) {
            ScorerCloud cloud = new ScorerCloud(SEED, CAMERAS, DAY);
            Account account = cloud.account();
            out.printf(
                    "S3 at %s, Treasure Data at %s%n",
                    world.s3().endpoint(), world.td().endpoint());
            export(cloud, account, world);
            int status = importAll(world);
            boolean agrees = report(Comparison.of(cloud, world.td(), World.DATABASE, World.TABLE, ZoneOffset.UTC));
            out.printf(
                    "Treasure Data took %,d imports, %d of them repeats%n",
                    world.td().imports(), world.td().repeats());
            return status == 0 && agrees ? 0 : 1;
        } finally {
            World.delete(folder);
        }
    }

    private void export(ScorerCloud cloud, Account account, World world) {
        long begun = System.nanoTime();
        world.export(cloud, done -> {
            if (done % PROGRESS_STEP == 0) {
                out.printf("exported %,d of %,d archives%n", done, account.archives());
            }
        });
        out.printf(
                "exported %,d rows in %,d archives of %d cameras in %s%n",
                account.rows(), account.archives(), CAMERAS, seconds(begun));
    }

    private int importAll(World world) {
        out.println("footbridge import");
        long begun = System.nanoTime();
        Map<String, String> environment = world.environment();
        environment.put("LOG_LEVEL", "WARN"); // The demo says enough.
        int status = new Footbridge(environment, Path.of("")).execute("import");
        out.printf("footbridge ended with status %d after %s%n", status, seconds(begun));
        return status;
    }

    private boolean report(Comparison.Result result) {
        out.printf(
                "compared %,d lines with %,d rows: %d missing, %d doubled, %d changed, %d unknown%n",
                result.lines(), result.rows(), result.missing(), result.doubled(), result.changed(), result.unknown());
        result.examples().forEach(out::println);
        out.println(result.agrees() ? "every line has its row" : "lines and rows DIFFER");
        return result.agrees();
    }

    private static String seconds(long begun) {
        return "%.1f s".formatted(Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0);
    }
}
