package io.footbridge.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {

    private static final String KEY = "1/0123456789abcdef0123456789abcdef01234567";
    private static final Map<String, String> REQUIRED =
            Map.of("S3_BUCKET", "exports", "TD_API_KEY", KEY, "TD_DATABASE", "footbridge");

    @TempDir
    private Path directory;

    @Test
    void defaultsAreWhatTheManualSays() throws SettingsException {
        Settings settings = Settings.read(REQUIRED, directory);
        Map<Setting, String> defaults = new EnumMap<>(Setting.class);
        defaults.put(Setting.S3_REGION, "ap-northeast-1");
        defaults.put(Setting.S3_TIMEOUT_SECONDS, "60");
        defaults.put(Setting.S3_PREFIX, "AnalyzedData/Rule/future_standard.sensevideo.1.0/");
        defaults.put(Setting.S3_IMPORTED_PREFIX, "imported/");
        defaults.put(Setting.S3_FAILED_PREFIX, "failed/");
        defaults.put(Setting.S3_REPORTS_PREFIX, "reports/");
        defaults.put(Setting.S3_MIN_BYTES_PER_SECOND, "1024");
        defaults.put(Setting.S3_SLOW_SECONDS, "30");
        defaults.put(Setting.SCORER_TIME_ZONE, "UTC");
        defaults.put(Setting.TD_API_SERVER, "https://api.treasuredata.com");
        defaults.put(Setting.TD_TABLE, "sense_video");
        defaults.put(Setting.TD_TIMEOUT_SECONDS, "60");
        defaults.put(Setting.TD_RETRY_SECONDS, "120");
        defaults.put(Setting.SCHEDULE_CRON, "0 0 0 * * ?");
        defaults.put(Setting.SCHEDULE_TIME_ZONE, "Asia/Tokyo");
        defaults.put(Setting.SCHEDULE_RETRY_SECONDS, "300");
        defaults.put(Setting.EXPORT_FORMAT, "tsv");
        defaults.put(Setting.EXPORT_HEADER, "false");
        defaults.put(Setting.EXPORT_KEYS, "{device}/{date}/texts/*.tgz");
        defaults.put(
                Setting.EXPORT_COLUMNS,
                "datetime:datetime,frame_index:long,uid:string,type:long,confidence:double,"
                        + "x:double,y:double,w:double,h:double,attributes:json");
        defaults.put(Setting.IMPORT_LINEAGE, "true");
        defaults.put(Setting.IMPORT_MAX_REJECTS, "100");
        defaults.put(Setting.IMPORT_PARALLEL_OBJECTS, "16");
        defaults.put(Setting.BATCH_MAX_RECORDS, "50000");
        defaults.put(Setting.BATCH_MAX_BYTES, "16777216");
        defaults.put(Setting.BATCH_GZIP_LEVEL, "1");
        defaults.put(Setting.ARCHIVE_MAX_ENTRIES, "10000");
        defaults.put(Setting.ARCHIVE_MAX_ENTRY_BYTES, "34359738368");
        defaults.put(Setting.ARCHIVE_MAX_BYTES, "68719476736");
        defaults.put(Setting.ARCHIVE_MAX_RATIO, "100");
        defaults.put(Setting.ARCHIVE_MAX_LINE_BYTES, "1048576");
        defaults.put(Setting.REPORT_ENABLED, "true");
        defaults.put(Setting.REPORT_CRON, "0 0 6 * * ?");
        defaults.put(Setting.REPORT_TIME_ZONE, "Asia/Tokyo");
        defaults.put(Setting.REPORT_MINIMUM_GROUP, "0");
        defaults.put(Setting.REPORT_TIMEOUT_SECONDS, "600");
        defaults.put(Setting.EDGE_ENABLED, "false");
        defaults.put(Setting.EDGE_PORT, "8080");
        defaults.put(Setting.EDGE_PREFIX, "edge/");
        defaults.put(Setting.EDGE_TABLE, "scorer_edge");
        defaults.put(Setting.EDGE_BATCH_MAX_COUNTS, "10");
        defaults.put(Setting.EDGE_BATCH_MAX_SECONDS, "60");
        defaults.put(Setting.HTTP_MAX_CONNECTIONS, "256");
        defaults.put(Setting.HTTP_REQUEST_SECONDS, "30");
        defaults.put(Setting.MANAGEMENT_ENABLED, "true");
        defaults.put(Setting.MANAGEMENT_HOST, "0.0.0.0");
        defaults.put(Setting.MANAGEMENT_PORT, "9876");
        defaults.put(Setting.HEALTH_INTERVAL_SECONDS, "30");
        defaults.put(Setting.HEALTH_OLDEST_OBJECT_SECONDS, "172800");
        defaults.put(Setting.LOG_LEVEL, "INFO");
        defaults.put(Setting.LOG_FORMAT, "text");

        Map<Setting, String> found = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (!REQUIRED.containsKey(setting.variable())) {
                settings.find(setting).ifPresent(value -> found.put(setting, value));
            }
        }
        assertThat(found).isEqualTo(defaults);
    }

    @Test
    void numbersAndFlagsAreRead() throws SettingsException {
        Settings settings = Settings.read(REQUIRED, directory);

        assertThat(settings.integer(Setting.BATCH_MAX_RECORDS)).isEqualTo(50_000);
        assertThat(settings.longInteger(Setting.ARCHIVE_MAX_BYTES)).isEqualTo(68_719_476_736L);
        assertThat(settings.flag(Setting.IMPORT_LINEAGE)).isTrue();
        assertThatThrownBy(() -> settings.get(Setting.S3_ENDPOINT)).hasMessage("s3.endpoint has no value");
    }

    @Test
    void fileOverridesADefault() throws Exception {
        file("td.table=visitors\n");

        assertThat(Settings.read(REQUIRED, directory).get(Setting.TD_TABLE)).isEqualTo("visitors");
    }

    @Test
    void environmentOverridesTheFile() throws Exception {
        file("td.table=visitors\n");

        assertThat(Settings.read(with("TD_TABLE", "people"), directory).get(Setting.TD_TABLE))
                .isEqualTo("people");
    }

    @Test
    void emptyValueIsAsGoodAsNone() throws Exception {
        file("td.table=visitors\ns3.region=\n");
        Settings settings = Settings.read(with("TD_TABLE", ""), directory);

        assertThat(settings.get(Setting.TD_TABLE)).isEqualTo("visitors");
        assertThat(settings.get(Setting.S3_REGION)).isEqualTo("ap-northeast-1");
    }

    @Test
    void fileIsUtf8() throws Exception {
        file("s3.prefix=出力/\n");

        assertThat(Settings.read(REQUIRED, directory).get(Setting.S3_PREFIX)).isEqualTo("出力/");
    }

    @Test
    void fileThatCannotBeReadIsSaid() throws Exception {
        file("td.table=\\u12\n");

        assertThatThrownBy(() -> Settings.read(REQUIRED, directory))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("application.properties cannot be read");
    }

    @Test
    void misspelledKeysOfTheFileAreFound() throws Exception {
        file("td.tabel=visitors\ncamel.main.name=x\n  my.own = 1\ns3.buckets=b\ntd.other:1\n");

        Path file = directory.resolve("application.properties");
        assertThat(Settings.read(REQUIRED, directory).unknown())
                .containsExactly(
                        new UnknownName("my.own", file + ":3", Optional.empty(), false, false),
                        new UnknownName("s3.buckets", file + ":4", Optional.of("s3.bucket"), true, true),
                        new UnknownName("td.other", file + ":5", Optional.empty(), true, false),
                        new UnknownName("td.tabel", file + ":1", Optional.of("td.table"), true, false));
    }

    @Test
    void misspelledVariablesAreFound() throws Exception {
        file("td.table=visitors\n");
        Map<String, String> environment = with("TD_TABEL", "hunter2");
        environment.put("S3_BUKET", "b");
        environment.put("SCORER_DEVICE", "");
        environment.put("TD_SERVICE_HOST", "10.0.0.1");

        List<UnknownName> unknown = Settings.read(environment, directory).unknown();

        assertThat(unknown)
                .containsExactly(
                        new UnknownName("S3_BUKET", "environment", Optional.of("S3_BUCKET"), true, true),
                        new UnknownName("TD_TABEL", "environment", Optional.of("TD_TABLE"), true, false));
        assertThat(unknown.toString()).doesNotContain("hunter2");
    }

    @Test
    void aWholeCopyOfTheFileInTheJarGivesNothing() throws Exception {
        file(Files.readString(Path.of("application.properties")) + "\ntd.tabel=visitors\n");

        assertThat(Settings.read(REQUIRED, directory).unknown())
                .singleElement()
                .satisfies(name -> assertThat(name.isGivenToo()).isFalse());
    }

    @Test
    void aSettingThatIsMissingMayBeMisspelt() throws IOException {
        file("td.api_key=1/hunter2\n");
        Map<String, String> environment = new HashMap<>(Map.of("S3_BUKET", "exports", "TD_DATABASE", "footbridge"));

        assertThat(complaints(environment))
                .containsExactly(
                        "s3.bucket (S3_BUCKET) is not set; expected the name of a bucket"
                                + " (3 to 63 lower-case letters, digits, dots and hyphens);"
                                + " is 'S3_BUKET' (environment) a misspelling of it?",
                        "td.api-key (TD_API_KEY) is not set; expected a key as Treasure Data shows it:"
                                + " 40 hexadecimal digits, mostly with an account's number and '/' in front;"
                                + " is 'td.api_key' (" + directory.resolve("application.properties")
                                + ":1) a misspelling of it?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    S3_PREFIX      | /exports/                     | a prefix of keys that ends with '/' and does not begin with it, without braces and control characters; did you mean 'exports/'?
                    S3_PREFIX      | exports                       | a prefix of keys that ends with '/' and does not begin with it, without braces and control characters; did you mean 'exports/'?
                    EXPORT_COLUMNS | at:datetime,frame_index:int   | name:type,… with the types datetime or unix (once), long, double, string and json; column 'frame_index' has the type 'int', not one of datetime, unix, long, double, string, json; did you mean 'long'?
                    EXPORT_COLUMNS | at:datetime,name:VARCHAR      | name:type,… with the types datetime or unix (once), long, double, string and json; column 'name' has the type 'VARCHAR', not one of datetime, unix, long, double, string, json; did you mean 'string'?
                    EXPORT_COLUMNS | at:datetime,name:blob         | name:type,… with the types datetime or unix (once), long, double, string and json; column 'name' has the type 'blob', not one of datetime, unix, long, double, string, json
                    """)
    void malformedSettingIsExplained(Setting setting, String value, String expected) {
        assertThat(complaints(with(setting.variable(), value)))
                .containsExactly(
                        setting.key() + " (" + setting.variable() + ") is '" + value + "'; expected " + expected);
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        assertThat(complaints(Map.of()))
                .containsExactly(
                        "s3.bucket (S3_BUCKET) is not set; expected the name of a bucket"
                                + " (3 to 63 lower-case letters, digits, dots and hyphens)",
                        "td.api-key (TD_API_KEY) is not set; expected a key as Treasure Data shows it:"
                                + " 40 hexadecimal digits, mostly with an account's number and '/' in front",
                        "td.database (TD_DATABASE) is not set; expected 3 to 128 lower-case letters, digits and '_'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    S3_BUCKET               | Exports
                    S3_BUCKET               | a
                    S3_REGION               | ' '
                    S3_ENDPOINT             | ftp://localhost
                    S3_ENDPOINT             | http://localhost/path
                    S3_PREFIX               | exports
                    S3_PREFIX               | /
                    S3_PREFIX               | /exports/
                    S3_IMPORTED_PREFIX      | imported
                    S3_FAILED_PREFIX        | failed
                    SCORER_DEVICES          | ' '
                    SCORER_TIME_ZONE        | Tokyo
                    TD_API_SERVER           | https://api.treasuredata.com?a=b
                    TD_API_SERVER           | https://
                    TD_IMPORT_SERVER        | a b
                    TD_DATABASE             | Footbridge
                    TD_DATABASE             | ab
                    TD_TABLE                | sense-video
                    TD_TIMEOUT_SECONDS      | 0
                    TD_RETRY_SECONDS        | -1
                    SCHEDULE_CRON           | 0 0 * * *
                    SCHEDULE_CRON           | every day
                    SCHEDULE_CRON           | 0 0 0 30 2 ?
                    SCHEDULE_CRON           | 0 0 0 * * ? 2020
                    SCHEDULE_TIME_ZONE      | Asia/Nowhere
                    SCHEDULE_TIME_ZONE      | +09:00
                    SCHEDULE_TIME_ZONE      | UTC+9
                    SCHEDULE_RETRY_SECONDS  | 0
                    EXPORT_COLUMNS          | uid:string
                    EXPORT_COLUMNS          | datetime:datetime,uid:text
                    IMPORT_LINEAGE          | yes
                    IMPORT_LINEAGE          | TRUE
                    IMPORT_MAX_REJECTS      | -1
                    IMPORT_PARALLEL_OBJECTS | 0
                    BATCH_MAX_RECORDS       | 0
                    BATCH_MAX_RECORDS       | 1e3
                    BATCH_MAX_RECORDS       | 99999999999999999999
                    BATCH_MAX_BYTES         | 16 MiB
                    BATCH_GZIP_LEVEL        | 10
                    ARCHIVE_MAX_ENTRIES     | 0
                    ARCHIVE_MAX_ENTRY_BYTES | 0
                    ARCHIVE_MAX_BYTES       | 0
                    ARCHIVE_MAX_RATIO       | 1
                    ARCHIVE_MAX_LINE_BYTES  | 99999999999
                    REPORT_ENABLED          | sometimes
                    REPORT_CRON             | every morning
                    REPORT_TIME_ZONE        | Mars/Olympus
                    REPORT_TIME_ZONE        | -05:00
                    REPORT_MINIMUM_GROUP    | -1
                    REPORT_TIMEOUT_SECONDS  | 0
                    S3_REPORTS_PREFIX       | reports
                    S3_IMPORTED_PREFIX      | x${sysenv.TD_API_KEY}/
                    S3_FAILED_PREFIX        | y{{td.api-key}}/
                    EDGE_ENABLED            | maybe
                    EDGE_PORT               | 0
                    EDGE_PREFIX             | edge
                    EDGE_TABLE              | scorer-edge
                    EDGE_BATCH_MAX_COUNTS   | 0
                    EDGE_BATCH_MAX_SECONDS  | 0
                    MANAGEMENT_ENABLED      | on
                    MANAGEMENT_HOST         | ' '
                    MANAGEMENT_PORT         | 65536
                    HEALTH_INTERVAL_SECONDS | 0
                    HEALTH_OLDEST_OBJECT_SECONDS | 59
                    TRACING_ENDPOINT        | http://localhost:4318/v1/traces
                    LOG_LEVEL               | loud
                    LOG_FORMAT              | xml
                    """)
    void malformedSettingIsNamedInOneLine(Setting setting, String value) {
        assertThat(complaints(with(setting.variable(), value)))
                .singleElement()
                .asString()
                .startsWith(setting.key() + " (" + setting.variable() + ") is '" + value + "'; expected ");
    }

    @ParameterizedTest
    @CsvSource({
        "S3_BUCKET, my.bucket-1",
        "S3_ENDPOINT, localhost:9000",
        "S3_PREFIX, a b+c/",
        "SCORER_TIME_ZONE, +09:00",
        "SCHEDULE_TIME_ZONE, GMT+09:00",
        "SCHEDULE_TIME_ZONE, Etc/GMT+9",
        "REPORT_TIME_ZONE, GMT-5",
        "TD_API_KEY, 0123456789abcdef0123456789abcdef01234567",
        "TD_API_SERVER, api.eu01.treasuredata.com",
        "SCHEDULE_CRON, 0 0/10 * ? * MON-FRI",
        "EXPORT_COLUMNS, at:datetime",
        "IMPORT_MAX_REJECTS, 0",
        "BATCH_GZIP_LEVEL, 9"
    })
    void valueOfItsFormIsTaken(Setting setting, String value) throws SettingsException {
        assertThat(Settings.read(with(setting.variable(), value), directory).get(setting))
                .isEqualTo(value);
    }

    @Test
    void aSystemPropertyIsRefusedThatOnlyTheRoutesWouldSee() {
        System.setProperty("td.table", "elsewhere");
        try {
            assertThat(complaints(with("TD_DATABASE", "shop")))
                    .containsExactly("td.table is given as a system property (-D), which only the routes would see; use"
                            + " TD_TABLE or application.properties");
        } finally {
            System.clearProperty("td.table");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TD_API_SERVER, https://user:password@api.treasuredata.com, https://…@api.treasuredata.com",
        "TD_TABLE, 1/0123456789abcdef0123456789abcdef01234567, …",
        "TRACING_ENDPOINT, http://u:hunter2@localhost:4318, http://…@localhost:4318"
    })
    void aSecretInTheWrongPlaceIsNotShownEither(Setting setting, String value, String shown) {
        assertThat(complaints(with(setting.variable(), value)))
                .singleElement()
                .asString()
                .startsWith(setting.key() + " (" + setting.variable() + ") is '" + shown + "'; expected ");
    }

    @Test
    void secretsAreNeverShown() {
        Map<String, String> environment = with("TD_API_KEY", "1/hunter2");

        assertThat(complaints(environment))
                .singleElement()
                .asString()
                .startsWith("td.api-key (TD_API_KEY) is malformed; expected a key")
                .doesNotContain("hunter2");
        environment.put("TD_API_KEY", KEY);
        environment.put("S3_SECRET_ACCESS_KEY", " ");
        assertThat(complaints(environment))
                .singleElement()
                .asString()
                .startsWith("s3.secret-access-key (S3_SECRET_ACCESS_KEY) is malformed; ");
    }

    @Test
    void settingsShowTheirNamesOnly() throws SettingsException {
        assertThat(Settings.read(REQUIRED, directory).toString())
                .contains("TD_API_KEY")
                .doesNotContain(KEY);
    }

    @ParameterizedTest
    @EnumSource(
            value = Setting.class,
            names = {"TD_API_KEY", "S3_SECRET_ACCESS_KEY", "EDGE_TOKEN"})
    void keysAreSecrets(Setting setting) {
        assertThat(setting.isSecret()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "S3_IMPORTED_PREFIX, AnalyzedData/",
        "S3_IMPORTED_PREFIX, AnalyzedData/Rule/future_standard.sensevideo.1.0/",
        "S3_FAILED_PREFIX, AnalyzedData/Rule/future_standard.sensevideo.1.0/failed/",
        "S3_FAILED_PREFIX, imported/",
        "S3_FAILED_PREFIX, imported/failed/",
        "S3_PREFIX, failed/",
        "EDGE_PREFIX, imported/edge/"
    })
    void prefixesMayNotOverlap(Setting setting, String prefix) {
        assertThat(complaints(with(setting.variable(), prefix)))
                .isNotEmpty()
                .allSatisfy(
                        complaint -> assertThat(complaint).contains(setting.key() + " '" + prefix + "'", "overlap"));
    }

    @Test
    void accessKeyAndItsSecretGoTogether() {
        String complaint = "s3.access-key-id (S3_ACCESS_KEY_ID) and s3.secret-access-key (S3_SECRET_ACCESS_KEY)"
                + " are set together or not at all";

        assertThat(complaints(with("S3_ACCESS_KEY_ID", "id"))).containsExactly(complaint);
        assertThat(complaints(with("S3_SECRET_ACCESS_KEY", "hunter2"))).containsExactly(complaint);
    }

    @Test
    void countsAreTakenWithATokenOnly() throws SettingsException {
        Map<String, String> environment = with("EDGE_ENABLED", "true");

        assertThat(complaints(environment))
                .containsExactly("edge.token (EDGE_TOKEN) is not set; without it anybody could send counts");
        environment.put("EDGE_TOKEN", "hunter2");
        assertThat(complaints(environment))
                .singleElement()
                .asString()
                .startsWith("edge.token (EDGE_TOKEN) is malformed; expected 16 to 256 letters")
                .doesNotContain("hunter2");
        environment.put("EDGE_TOKEN", "hunter2-hunter2-");
        assertThat(Settings.read(environment, directory).flag(Setting.EDGE_ENABLED))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingIsInTheFileWithItsVariableAbove(Setting setting) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("application.properties"));
        List<String> comment = new ArrayList<>();
        Optional<String> found = Optional.empty();
        for (String line : lines) {
            if (line.startsWith("#")) {
                if (!comment.isEmpty() && !comment.get(comment.size() - 1).startsWith("#")) {
                    comment.clear();
                }
                comment.add(line);
            } else if (line.startsWith(setting.key() + "=")) {
                found = Optional.of(String.join(" ", comment));
                break;
            } else {
                comment.add(line);
            }
        }

        assertThat(found).as(setting.key()).isPresent();
        assertThat(found.orElseThrow().split("[^A-Z0-9_]+")).contains(setting.variable());
    }

    @Test
    void fileHasNoOtherSettings() throws IOException {
        List<String> keys;
        try (Stream<String> lines = Files.lines(Path.of("application.properties"))) {
            keys = lines.filter(line -> line.contains("=") && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .filter(key -> !key.startsWith("camel."))
                    .toList();
        }

        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Setting.values()).map(Setting::key).toList());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void readmeHasARowForEverySetting(Setting setting) throws IOException {
        assertThat(Files.readString(Path.of("README.md"), UTF_8))
                .contains("| " + setting.key() + " | " + setting.variable() + " | ");
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void variableIsTheKeyInUpperCase(Setting setting) {
        assertThat(setting.variable())
                .isEqualTo(
                        setting.key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }

    private void file(String text) throws IOException {
        Files.writeString(directory.resolve("application.properties"), text, UTF_8);
    }

    private List<String> complaints(Map<String, String> environment) {
        return catchThrowableOfType(SettingsException.class, () -> Settings.read(environment, directory))
                .getMessage()
                .lines()
                .toList();
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put(variable, value);
        return environment;
    }
}
