package io.footbridge.benchmark.scenario;

import com.treasuredata.client.TDClient;
import io.footbridge.batch.Batch;
import io.footbridge.batch.MapBatches;
import io.footbridge.benchmark.measure.Cores;
import io.footbridge.benchmark.measure.Goals;
import io.footbridge.benchmark.measure.Spread;
import io.footbridge.http.Proxies;
import io.footbridge.report.Queries;
import io.footbridge.row.Columns;
import io.footbridge.row.Entry;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.footbridge.row.Rows;
import io.footbridge.sandbox.scorer.Crowd;
import io.footbridge.sandbox.td.TreasureData;
import io.footbridge.td.ApiKey;
import io.footbridge.td.Job;
import io.footbridge.td.Jobs;
import io.footbridge.td.Server;
import io.footbridge.td.TdClients;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How soon the queries of the report are answered, by the engine of the sandbox: one thread a query. */
public final class ReportQueries {

    private static final String DATABASE = "bench";
    private static final String TABLE = "sense_video";
    private static final LocalDate DAY = LocalDate.of(2019, 8, 15);
    private static final String COLUMNS = "datetime:datetime,frame_index:long,uid:string,type:long,confidence:double,"
            + "x:double,y:double,w:double,h:double,attributes:json";
    private static final int ROWS_PER_IMPORT = 50_000;
    private static final int TIMEOUT_SECONDS = 600;
    private static final double SECONDS_WANTED = 10;
    private static final List<String> QUERIES = List.of("visitors", "naive-visitors", "unique-persons-today");

    private ReportQueries() {}

    static void run(Bench bench) throws IOException, InterruptedException {
        int rows = bench.sizes().rows() * 2;
        bench.report().heading("report: its queries on " + "%,d rows".formatted(rows));
        bench.report()
                .progress("importing, and asking in %d rounds"
                        .formatted(bench.sizes().rounds()));
        Path folder = Files.createTempDirectory(bench.machine().work(), "report");
        List<String> line = new ArrayList<>(bench.machine().serverLine(Cores.TWO, ReportQueries.class, "-Xmx2g"));
        line.addAll(List.of(
                folder.toString(),
                Integer.toString(rows),
                Integer.toString(bench.sizes().rounds())));
        Process process = new ProcessBuilder(line)
                .redirectError(folder.resolve("err").toFile())
                .start();
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        try (BufferedReader answers = process.inputReader()) {
            for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
                String[] figure = answer.split(" ", 2);
                if (QUERIES.contains(figure[0])) {
                    seconds.computeIfAbsent(figure[0], name -> new ArrayList<>())
                            .add(Double.parseDouble(figure[1]));
                }
            }
        }
        if (process.waitFor() != 0 || seconds.size() < QUERIES.size()) {
            throw new IOException("the queries were not answered; " + folder.resolve("err") + " says why");
        }
        Goals goals = new Goals();
        seconds.forEach((query, times) -> goals.atMost("s for " + query, new Spread(times), SECONDS_WANTED));
        goals.report(bench.report());
    }

    /** Takes the folder, the number of rows and that of the rounds, and prints a line a query: its name and the seconds. */
    public static void main(String[] args) throws IOException {
        try (TreasureData td = TreasureData.start(Path.of(args[0]), TreasureData.API_KEY);
                TDClient client = TdClients.of(
                        Server.of(td.endpoint().toString()),
                        new ApiKey(TreasureData.API_KEY),
                        Duration.ofSeconds(TIMEOUT_SECONDS),
                        Proxies.ofProcess())) {
            td.useClock(Clock.fixed(DAY.atTime(3, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
            importRows(client, Integer.parseInt(args[1]));
            Jobs jobs = new Jobs(() -> client, DATABASE, TIMEOUT_SECONDS);
            try (Job first = jobs.start("the first", "select 1")) {
                var unused = first.rows(); // The engine starts with it, which Treasure Data's does not.
            }
            for (int round = 0; round < Integer.parseInt(args[2]); round++) {
                QUERIES.forEach(query -> System.out.println(query + " " + seconds(jobs, query)));
            }
        }
    }

    private static double seconds(Jobs jobs, String query) {
        Map<String, String> variables = Map.of(
                "table",
                TABLE,
                "from",
                DAY.minusDays(query.equals("visitors") ? 1 : 0).toString(),
                "to",
                DAY.plusDays(1).toString(),
                "time_zone",
                "Asia/Tokyo",
                "cameras",
                "");
        String sql = new Queries(Path.of("")).text(query, variables);
        long begun = System.nanoTime();
        try (Job job = jobs.start(query, sql)) {
            if (job.rows().isEmpty()) {
                throw new IllegalStateException(query + " has no answer");
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void importRows(TDClient client, int count) throws IOException {
        client.createDatabase(DATABASE);
        client.createTable(DATABASE, TABLE);
        Crowd crowd = new Crowd(1, DAY);
        Rows parser = new Rows(ExportFormat.senseVideo(new Columns(COLUMNS)), ZoneOffset.UTC, true);
        Entry entry = new Entry("LT_1", "p/LT_1/2019-08-15/texts/a.tgz", "a.tsv");
        MapBatches batches = new MapBatches("", 1);
        for (int from = 0; from < count; from += ROWS_PER_IMPORT) {
            List<Map<?, ?>> rows = new ArrayList<>();
            for (int number = from; number < Math.min(count, from + ROWS_PER_IMPORT); number++) {
                byte[] line = crowd.line(number).getBytes(StandardCharsets.UTF_8);
                rows.add(parser.row(Line.of(entry, number + 1L, number + 1L, line)));
            }
            Batch batch = batches.pack(rows, DATABASE, TABLE, "");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            batch.writeTo(bytes);
            client.importBytes(DATABASE, TABLE, bytes.toByteArray(), batch.id());
        }
    }
}
