package io.footbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.model.TDJobRequest;
import com.treasuredata.client.model.TDResultFormat;
import io.footbridge.sandbox.td.Bodies;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's query, byte for byte, given to Treasure Data as anybody would give it. */
final class UniquePersonsTodayTest {

    private static final String DATABASE = "shop";
    private static final String TABLE = "sense_video";

    /** In Japan it is 10 in the morning, and the day began at 15:00 UTC. */
    private static final Instant NOW = Instant.parse("2018-08-14T01:23:45Z");

    private static final String FIRST_MOMENT = "2018-08-13 15:00:00.000";
    private static final String LAST_MOMENT = "2018-08-14 14:59:59.999";
    private static final String BEFORE = "2018-08-13 14:59:59.999";
    private static final String AFTER = "2018-08-14 15:00:00.000";

    @TempDir
    private Path folder;

    private final List<Map<String, Object>> rows = new ArrayList<>();
    private TreasureData td;
    private TDClient client;

    @BeforeEach
    void start() {
        td = TreasureData.start(folder, TreasureData.API_KEY);
        td.useClock(Clock.fixed(NOW, ZoneOffset.UTC));
        client = TDClient.newBuilder(false)
                .setEndpoint(td.endpoint().getHost())
                .setPort(td.endpoint().getPort())
                .setUseSSL(false)
                .setApiKey(TreasureData.API_KEY)
                .build();
        client.createDatabase(DATABASE);
        client.createTable(DATABASE, TABLE);
    }

    @AfterEach
    void stop() {
        client.close();
        td.close();
    }

    @Test
    void countsThePeopleOfTheJapaneseDayByAgeAndGender() {
        for (int person = 0; person < 30; person++) {
            see("m" + person, FIRST_MOMENT, "Adult", "Male");
            see("m" + person, "2018-08-14 01:00:00.250", "Adult", "Male");
        }
        for (int person = 0; person < 7; person++) {
            see("f" + person, "2018-08-14 00:00:00.000", "Adult", "Female");
        }
        see("o", LAST_MOMENT, "Old", "Male");

        assertThat(answer()).containsExactlyInAnyOrder("Adult,Female,7", "Adult,Male,30", "Old,Male,1");
    }

    @Test
    void theDayBeginsAndEndsToTheMillisecond() {
        see("1", BEFORE, "Adult", "Male");
        see("2", FIRST_MOMENT, "Adult", "Female");
        see("3", LAST_MOMENT, "Old", "Male");
        see("4", AFTER, "Old", "Female");
        see("5", BEFORE, "Adult", "Female");
        see("6", AFTER, "Old", "Male");

        assertThat(answer()).containsExactlyInAnyOrder("Adult,Female,1", "Old,Male,1");
    }

    @Test
    void whoIsNotSeenClearlyDoesNotCount() {
        see("clear", FIRST_MOMENT, "Adult", "Male");
        see("bicycle", FIRST_MOMENT, "Adult", "Male").put("type", 2L);
        see("dim", FIRST_MOMENT, "Adult", "Male").put("confidence", 0.9);
        see("unsure of age", FIRST_MOMENT, "Adult", "Male").put("attributes", attributes("Adult", 0.9, "Male", 0.99));
        see("unsure of gender", FIRST_MOMENT, "Adult", "Male")
                .put("attributes", attributes("Adult", 0.99, "Male", 0.9));
        see("null", FIRST_MOMENT, "Adult", "Male").put("attributes", null);
        see("missing", FIRST_MOMENT, "Adult", "Male").remove("attributes");
        see("empty", FIRST_MOMENT, "Adult", "Male").put("attributes", "{}");
        see("no age", FIRST_MOMENT, "Adult", "Male")
                .put("attributes", "{\"Gender\": \"Male\", \"AgeConf\": 0.99, \"GenderConf\": 0.99}");

        assertThat(answer()).containsExactlyInAnyOrder("Adult,Male,1", ",Male,1");
    }

    @Test
    void aUidIsTheSameAsAnIntegerAndAsText() {
        see("7", FIRST_MOMENT, "Adult", "Male");
        see("7", LAST_MOMENT, "Adult", "Male").put("uid", 7L);
        see("8", LAST_MOMENT, "Adult", "Male").put("uid", 8L);

        assertThat(answer()).containsExactly("Adult,Male,2");
    }

    private Map<String, Object> see(String uid, String datetime, String age, String gender) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("time", Instant.parse(datetime.replace(' ', 'T') + "Z").getEpochSecond());
        row.put("datetime", datetime);
        row.put("uid", uid);
        row.put("type", 1L);
        row.put("confidence", 0.95);
        row.put("attributes", attributes(age, 0.98, gender, 0.97));
        rows.add(row);
        return row;
    }

    private static String attributes(String age, double ageConfidence, String gender, double genderConfidence) {
        return "{\"Age\": \"" + age + "\", \"AgeConf\": " + ageConfidence + ", \"Gender\": \"" + gender
                + "\", \"GenderConf\": " + genderConfidence + "}";
    }

    /** The lines of the answer as CSV. */
    private List<String> answer() {
        client.importBytes(DATABASE, TABLE, Bodies.of(rows), "0123456789abcdef0123456789abcdef");
        String id = client.submit(TDJobRequest.newPrestoQuery(DATABASE, statement()));
        Awaitility.await().until(() -> client.jobStatus(id).getStatus().isFinished());
        assertThat(client.jobInfo(id).getStdErr()).isEmpty();
        Function<InputStream, List<String>> lines = in -> {
            try (in) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return client.jobResult(id, TDResultFormat.CSV, lines);
    }

    private static String statement() {
        try {
            return Files.readString(Path.of("sql", "unique-persons-today.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
