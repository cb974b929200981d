package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.archive.LongNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of very many members with very long names, side by side in a small heap. */
class LongNamesIT {

    private static final int ARCHIVES = 16;
    private static final int MEMBERS = 9_990;
    private static final int NAME_CHARACTERS = 4_000;
    private static final int SECONDS = 600;

    @TempDir
    private Path folder;

    @Test
    void theNamesOfAllMembersTakeHardlyAnyMemory() throws Exception {
        try (Bridge bridge = Bridge.start(folder)) {
            byte[] archive = LongNames.tgz(MEMBERS, NAME_CHARACTERS, LongNamesIT::line);
            for (int i = 0; i < ARCHIVES; i++) {
                bridge.export("names-" + i, archive);
            }
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            Process process = new Jar(bridge.environment(), folder, "-Xmx256m").start(out, err, "import");
            try {
                long start = System.nanoTime();
                boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
                System.out.println("ended: " + ended + " after "
                        + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + " s: "
                        + Files.readString(out, UTF_8).strip());

                assertThat(ended).as(Files.readString(err, UTF_8)).isTrue();
                assertThat(process.exitValue()).as(Files.readString(err, UTF_8)).isZero();
            } finally {
                process.destroyForcibly();
            }
            assertThat(bridge.td().rowCount(Bridge.DATABASE, Bridge.TABLE)).isEqualTo((long) ARCHIVES * MEMBERS);
        }
    }

    private static String line(int number) {
        return "2019-08-15 01:02:03\t" + number + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
