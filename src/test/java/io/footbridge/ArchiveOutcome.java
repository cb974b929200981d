package io.footbridge;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What is to become of one archive, as {@code broken-archives.yaml} has it.
 *
 * @param reason why it failed, or null
 * @param entry the member that it failed in, or null
 * @param line the line that it failed at, or null
 * @param rows how many rows reach Treasure Data
 * @param rejects the lines that do not
 */
record ArchiveOutcome(Kind outcome, String reason, String entry, Integer line, int rows, List<Reject> rejects) {

    ArchiveOutcome {
        rejects = rejects == null ? List.of() : List.copyOf(rejects);
    }

    /** Where the object ends. */
    enum Kind {
        @JsonProperty("imported")
        IMPORTED,
        @JsonProperty("empty")
        EMPTY,
        @JsonProperty("imported-with-rejects")
        IMPORTED_WITH_REJECTS,
        @JsonProperty("failed")
        FAILED
    }

    /** Consecutive lines of a member, which all are rejected for one reason. */
    record Reject(String entry, int line, Integer last, String reason) {

        int lastLine() {
            return last == null ? line : last;
        }
    }

    /** The outcomes by the names of the archives, in the order of the file. */
    static Map<String, ArchiveOutcome> all() {
        try (InputStream yaml = ArchiveOutcome.class.getResourceAsStream("broken-archives.yaml")) {
            Object read = new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            return new ObjectMapper().convertValue(read, new TypeReference<Map<String, ArchiveOutcome>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("broken-archives.yaml cannot be read", e);
        }
    }
}
