package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check}, and a start, finds out about Treasure Data. */
@Timeout(120)
class TreasureDataCheckTest {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path folder;

    @TempDir
    private Path otherFolder;

    private Bridge bridge;
    private TreasureData other;

    @BeforeEach
    void start() throws IOException {
        bridge = Bridge.start(folder).set("TD_TIMEOUT_SECONDS", "1").set("TD_RETRY_SECONDS", "1");
        other = TreasureData.start(otherFolder, TreasureData.API_KEY);
        bridge.export("one", LINE);
    }

    @AfterEach
    void stop() {
        bridge.close();
        other.close();
    }

    @Test
    void aDatabaseThatDoesNotExistIsNamed() {
        bridge.td().createDatabase("shops");

        Bridge.Answer check = bridge.run("check");

        assertThat(check.out().lines())
                .contains(
                        "Treasure Data answers",
                        "the import server " + bridge.td().endpoint() + " answers",
                        "the database 'shop' (TD_DATABASE) does not exist: the first import makes it,"
                                + " with 'sense_video' in it; did you mean 'shops'?");
        assertThat(check.status()).isZero();
        assertThat(bridge.td().hasTable("shop", "sense_video")).isFalse();
    }

    @Test
    void aTableThatDoesNotExistIsNamed() {
        bridge.run("import");
        bridge.set("TD_TABLE", "sense_vidoe");

        Bridge.Answer check = bridge.run("check");

        assertThat(check.out().lines())
                .contains(
                        "the database 'shop' exists",
                        "the table 'shop.sense_vidoe' does not exist: the first import makes it;"
                                + " did you mean 'sense_video'?");
        assertThat(check.status()).isZero();
    }

    @Test
    void nothingIsImportedByTheQuestion() {
        bridge.run("import");

        Bridge.Answer check = bridge.run("check");

        assertThat(check.out().lines()).contains("the table 'shop.sense_video' exists");
        assertThat(bridge.td().rowCount("shop", "sense_video")).isEqualTo(1);
    }

    @Test
    void theTableOfCountsIsNamedWhereTheyAreTaken() {
        bridge.set("EDGE_ENABLED", "true").set("EDGE_TOKEN", "hunter2-hunter2-");
        bridge.run("import");

        assertThat(bridge.run("check").out())
                .contains("the table 'shop.scorer_edge' does not exist: the first import makes it");
    }

    @Test
    void anImportServerThatIsNotThereFailsCheckAndStart() {
        other.close();
        bridge.set("TD_IMPORT_SERVER", other.endpoint().toString());
        String says = "the import server " + other.endpoint() + " does not answer";

        Bridge.Answer check = bridge.run("check");

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out())
                .contains("Treasure Data answers\n" + says)
                .contains("check td.import-server (TD_IMPORT_SERVER) and the network");
        Bridge.Answer started = bridge.run("import");
        assertThat(started.status()).isEqualTo(1);
        assertThat(started.err()).startsWith("footbridge: " + says);
        assertThat(bridge.run("report").err()).doesNotContain("import server");
    }

    @Test
    void anImportServerThatDoesNotKnowTheKeyFailsCheckAndStart() {
        other.refuseKey(TreasureData.API_KEY);
        bridge.set("TD_IMPORT_SERVER", other.endpoint().toString());

        assertThat(bridge.run("check").out())
                .contains("the import server " + other.endpoint() + " does not accept the key");
        assertThat(bridge.run("import").err()).contains("does not accept the key");
        assertThat(bridge.waiting()).hasSize(1);
    }

    @Test
    void aKeyThatMayNotImportFailsCheckAndStart() {
        bridge.set("TD_IMPORT_SERVER", other.endpoint().toString());
        other.onRequest((method, path, number) -> method.equals("PUT") ? Fault.status(403) : Fault.none());

        Bridge.Answer check = bridge.run("check");

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out()).contains("answers 403: the key (TD_API_KEY) may not import into shop.sense_video");
        assertThat(bridge.run("import").status()).isEqualTo(1);
        assertThat(bridge.waiting()).hasSize(1);
    }

    @Test
    void anImportServerOfAnotherAccountFailsTheCheck() {
        bridge.run("import");
        bridge.set("TD_IMPORT_SERVER", other.endpoint().toString());

        Bridge.Answer check = bridge.run("check");

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out())
                .contains("the import server " + other.endpoint()
                        + " does not know the table 'shop.sense_video', though it exists; check td.import-server");
    }

    @Test
    void anyWebServerIsNoImportServer() {
        bridge.set("TD_IMPORT_SERVER", bridge.s3().endpoint().toString());

        Bridge.Answer check = bridge.run("check");

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out()).contains("the import server " + bridge.s3().endpoint() + " ");
    }

    @Test
    void aKeyThatMayOnlyImportIsToldWhatTheImportServerKnows() {
        bridge.td().onRequest((method, path, number) -> method.equals("GET") ? Fault.status(403) : Fault.none());
        assertThat(bridge.run("check").out())
                .contains("the table 'shop.sense_video' does not exist, and the databases cannot be listed");
        bridge.td().onRequest((method, path, number) -> Fault.none());
        bridge.run("import");
        bridge.td().onRequest((method, path, number) -> method.equals("GET") ? Fault.status(403) : Fault.none());

        Bridge.Answer check = bridge.run("check");

        assertThat(check.out().lines()).contains("the table 'shop.sense_video' exists");
        assertThat(check.status()).isZero();
    }
}
