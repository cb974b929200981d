package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.component.seda.SedaComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A component of Camel's that the jar does not have, in a folder beside it, as README.md says. */
class ClassPathIT {

    private static final String MINE = """
            - route:
                id: mine
                from:
                  uri: seda:mine
                  steps:
                    - log: "mine has ${body}"
            """;

    private static final String STEP = """
                    - to:
                        id: send-to-mine
                        uri: seda:mine
                        parameters:
                          waitForTaskToComplete: Always
            """;

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data).set("LOG_LEVEL", "INFO");
        Path routes = RouteFiles.copyTo(directory);
        Files.writeString(routes.resolve("mine.camel.yaml"), MINE);
        Path poll = routes.resolve("poll.camel.yaml");
        String before = "        - to:\n            id: copy-object\n";
        assertThat(Files.readString(poll)).contains(before);
        Files.writeString(poll, Files.readString(poll).replace(before, STEP + before));
        Path lib = Files.createDirectory(directory.resolve("lib"));
        Path seda = Path.of(SedaComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(seda, lib.resolve(seda.getFileName()));
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void withoutItTheJarIsNamedThatHasIt() throws Exception {
        Jar.Ended ended = Jar.quick(bridge.environment(), directory).run("check", "--offline");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out())
                .contains(
                        "routes/mine.camel.yaml:4: unknown-component: there is no component 'seda' on the class path; "
                                + "correct the name, or add the jar that has it, mostly org.apache.camel:camel-seda:4.18.0\n");
    }

    @Test
    void besideTheJarItWorks() throws Exception {
        bridge.export("one", "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{}");
        Jar jar = Jar.quick(bridge.environment(), directory).with("lib/*");

        assertThat(jar.run("check", "--offline").out()).endsWith(" files: 0 mistakes\n");
        Jar.Ended ended = jar.run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(bridge.rows()).hasSize(1);
        assertThat(ended.err()).contains("mine has ");
    }
}
