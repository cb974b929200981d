package io.footbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspellingTest {

    @ParameterizedTest
    @CsvSource({
        "TD_TABEL, TD_TABLE",
        "TD_TABL, TD_TABLE",
        "TD_DATABSE, TD_DATABASE",
        "TD_DATABAES, TD_DATABASE",
        "TD_APIKEY, TD_API_KEY",
        "TD_IMPORT_SEVER, TD_IMPORT_SERVER",
        "SCORER_DEVICE, SCORER_DEVICES",
        "SCORER_TIMEZONE, SCORER_TIME_ZONE",
        "S3_BUKET, S3_BUCKET",
        "S3_PERFIX, S3_PREFIX",
        "S3_IMPORTED_PREFX, S3_IMPORTED_PREFIX",
        "SCHEDULE_CORN, SCHEDULE_CRON",
        "BATCH_MAX_RECORD, BATCH_MAX_RECORDS",
        "EXPORT_COLUMN, EXPORT_COLUMNS",
        "IMPORT_LINAGE, IMPORT_LINEAGE",
        "LOG_LEVL, LOG_LEVEL",
        "EDGE_TOKEM, EDGE_TOKEN",
        "td_table, TD_TABLE",
        "td.table, TD_TABLE",
        "TD-TABLE, TD_TABLE",
        "scorer.time-zone, SCORER_TIME_ZONE"
    })
    void variableThatLooksLikeOurs(String variable, Setting meant) {
        assertThat(Misspelling.ofVariable(variable)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Kubernetes, for services of these names
                "EDGE_PORT_8080_TCP",
                "EDGE_PORT_8080_TCP_ADDR",
                "EDGE_PORT_8080_TCP_PORT",
                "EDGE_SERVICE_HOST",
                "EDGE_SERVICE_PORT",
                "EDGE_SERVICE_PORT_HTTP",
                "TD_SERVICE_HOST",
                "TD_PORT",
                "LOG_PORT",
                "LOG_SERVICE_PORT",
                "S3_PORT",
                "HEALTH_SERVICE_HOST",
                "MANAGEMENT_SERVICE_PORT",
                "REPORT_PORT_80_UDP_PROTO",
                // Others
                "HTTP_PROXY",
                "HTTPS_PROXY",
                "NO_PROXY",
                "AWS_REGION",
                "AWS_ACCESS_KEY_ID",
                "S3_ENDPOINT_URL",
                "S3_BUCKET_NAME",
                "S3_KEY",
                "S3_USE_HTTPS",
                "TD_CONFIG_PATH",
                "TD_PRESTO_API",
                "TD_TOOLBELT_UPDATE_ROOT",
                "TD_API_KEY2",
                "TD_API_KEY_2",
                "TD_API_URL",
                "EDGE_HOST",
                "EDGE_HOME",
                "LOG_DIR",
                "LOG_FILE",
                "LOG_PATH",
                "LOGLEVEL",
                "REPORT_FROM",
                "REPORT_TO",
                "BATCH_SIZE",
                "IMPORT_PATH",
                "MANAGEMENT_SERVER_PORT",
                "HTTP_PORT",
                "JAVA_HOME",
                "PATH",
                "_",
                ""
            })
    void variableOfSomebodyElse(String variable) {
        assertThat(Misspelling.ofVariable(variable)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "td.tabel, td.table",
        "tds.table, td.table",
        "TD_TABLE, td.table",
        "td_table, td.table",
        "scorer.timezone, scorer.time-zone",
        "s3.buckets, s3.bucket"
    })
    void keyThatLooksLikeOurs(String key, String meant) {
        assertThat(Misspelling.ofKey(key)).map(Setting::key).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my.own", "poll.page", "td.output", "password", "tls.crt", "quarkus.log.level"})
    void keyOfSomebodyElse(String key) {
        assertThat(Misspelling.ofKey(key)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void nameOfASettingIsNotMistakenForAnothers(Setting setting) {
        assertThat(Misspelling.ofVariable(setting.variable())).contains(setting);
        assertThat(Misspelling.ofKey(setting.key())).contains(setting);
    }

    @Test
    void swappedNeighboursAreOneMistake() {
        assertThat(Misspelling.ofVariable("TD_TABEL")).contains(Setting.TD_TABLE);
        assertThat(Misspelling.ofVariable("TD_TBAEL")).isEmpty();
    }
}
