package io.footbridge.sandbox;

import io.footbridge.sandbox.scorer.Account;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.shop.ShopDataset;
import io.footbridge.sandbox.td.TreasureData;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Keeps the offline world up, with a small day's exports of three datasets in it, until it is told to stop. */
@Command(
        name = "sandbox",
        description = "Keeps an S3 and a Treasure Data up on this machine and prints how to reach them.",
        mixinStandardHelpOptions = true)
public final class Sandbox implements Callable<Integer> {

    private static final long SEED = 1;
    private static final int CAMERAS = 2;
    private static final int MINUTES_PER_ARCHIVE = 30;
    private static final Pattern PLAIN = Pattern.compile("[\\w./:,-]*");

    @Option(names = "--s3-port", defaultValue = "0", description = "Port of S3, 0 (the default) for a free one.")
    private int s3Port;

    @Option(names = "--td-port", defaultValue = "0", description = "Port of Treasure Data, 0 for a free one.")
    private int tdPort;

    @Option(
            names = "--folder",
            description = "Where to keep everything; without it, a temporary folder that is deleted at the end.")
    private Path folder;

    private final PrintStream out;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Sandbox(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        int status = new CommandLine(new Sandbox(System.out)).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Stays until {@link #stop} is called or the process gets a signal to end. */
    @Override
    public Integer call() throws InterruptedException {
        Path used = folder == null ? World.temporaryFolder() : folder;
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndAwait(closed), "sandbox-shutdown"));
        try (World world = World.start(used, s3Port, tdPort)) {
            world.td().createDatabase(World.DATABASE);
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            List<ShopDataset> shop = ShopDataset.all(SEED, today);
            export(world, today, shop);
            out.println("# files are in " + used);
            world.environment().forEach(this::sayVariable);
            shop.forEach(dataset -> dataset.variables().forEach(this::sayVariable));
            sayHowOtherClientsReach(world.td());
            out.println("# The sandbox is up; Ctrl-C ends it.");
            stopped.await();
        } finally {
            if (folder == null) {
                World.delete(used);
            }
            closed.countDown();
        }
        return 0;
    }

    /** Ends the stay. */
    void stop() {
        stopped.countDown();
    }

    private void export(World world, LocalDate day, List<ShopDataset> shop) {
        ScorerCloud cloud = new ScorerCloud(
                SEED, CAMERAS, day, ScorerCloud.Settings.defaults().withMinutesPerArchive(MINUTES_PER_ARCHIVE));
        world.export(cloud, done -> {});
        Account account = cloud.account();
        out.printf("# exported %,d rows in %,d archives%n", account.rows(), account.archives());
        for (ShopDataset dataset : shop) {
            world.export(dataset);
            out.printf(
                    "# exported %,d rows in %d files of %s%n",
                    dataset.rows(), dataset.files().size(), dataset.name());
        }
        out.println("# S3 at " + world.s3().endpoint() + ", Treasure Data at "
                + world.td().endpoint());
    }

    /* In quotes, for a shell would take the braces and the stars for its own. */
    private void sayVariable(String name, String value) {
        out.println("export " + name + "=" + (PLAIN.matcher(value).matches() ? value : "'" + value + "'"));
    }

    /* What Footbridge does not read itself. */
    private void sayHowOtherClientsReach(TreasureData td) {
        out.println(
                "# td-client-python, pytd, td-client-ruby and td go by TD_API_SERVER and TD_API_KEY; td imports to:");
        out.println("export TD_API_IMPORT_SERVER=" + td.endpoint());
        out.println("# pytd asks queries of Treasure Data through its API only with force_tdclient=True");
        out.printf(
                "# td-client-java: -Dtd.client.endpoint=%s -Dtd.client.port=%d -Dtd.client.usessl=false%n",
                td.endpoint().getHost(), td.endpoint().getPort());
    }

    /* The process ends when its shutdown hooks do, so this one waits until the servers are closed. */
    private void stopAndAwait(CountDownLatch closed) {
        stop();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
