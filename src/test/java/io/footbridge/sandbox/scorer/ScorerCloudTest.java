package io.footbridge.sandbox.scorer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.sandbox.archive.Archives;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class ScorerCloudTest {

    private static final LocalDate DAY = LocalDate.of(2019, 8, 15);

    private final ScorerCloud cloud = new ScorerCloud(7, 2, DAY, settings());

    @Test
    void makesTheSameBytesOfTheSameSeed() {
        List<Export> first = cloud.exports().toList();
        List<Export> second = new ScorerCloud(7, 2, DAY, settings()).exports().toList();

        assertThat(second).hasSameSizeAs(first);
        for (int number = 0; number < first.size(); number++) {
            assertThat(second.get(number).key()).isEqualTo(first.get(number).key());
            assertThat(second.get(number).archive()).isEqualTo(first.get(number).archive());
        }
    }

    @Test
    void makesOtherDevicesOfAnotherSeed() {
        assertThat(new ScorerCloud(8, 2, DAY, settings()).deviceIds()).doesNotContainAnyElementsOf(cloud.deviceIds());
    }

    @Test
    void putsTheExportsWhereTheVendorDoes() {
        assertThat(cloud.keys())
                .hasSize(96)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("AnalyzedData/Rule/future_standard\\.sensevideo\\.1\\.0/"
                        + "LT_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/2019-08-15/texts/[^/]+\\.tgz"));
    }

    @Test
    void accountsForWhatIsInTheArchives() throws IOException {
        Map<String, Long> rowsByDevice = new HashMap<>();
        Map<String, Set<String>> pedestrians = new HashMap<>();
        for (Export export : cloud.exports().toList()) {
            List<String> lines = linesIn(export.archive(), cloud.entry(export.key()));
            String device = export.key().split("/", -1)[3];
            assertThat(lines).hasSize(export.rows()).isEqualTo(cloud.lines(export.key()));
            rowsByDevice.merge(device, (long) lines.size(), Long::sum);
            for (String line : lines) {
                String[] fields = line.split("\t", -1);
                assertThat(fields).hasSize(10);
                assertThat(fields[0]).startsWith("2019-08-15 ");
                if (fields[3].equals("1")) {
                    pedestrians.computeIfAbsent(device, none -> new HashSet<>()).add(fields[2]);
                }
            }
        }

        Account account = cloud.account();
        assertThat(account.archives()).isEqualTo(96);
        assertThat(account.rowsByDevice()).isEqualTo(rowsByDevice);
        assertThat(account.rows())
                .isEqualTo(rowsByDevice.values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        assertThat(account.visitors().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(pedestrians.values().stream().mapToLong(Set::size).sum());
    }

    @Test
    void hasTheMeanSizeThatIsAskedForAndMoreAtNoonThanAtNight() {
        ScorerCloud day = new ScorerCloud(1, 1, DAY);
        Map<String, Long> rowsByHour = day.exports()
                .collect(groupingBy(
                        export -> export.key()
                                .substring(
                                        export.key().length() - 10, export.key().length() - 8),
                        summingLong(Export::rows)));

        assertThat(day.account().archives()).isEqualTo(480);
        assertThat(day.account().rows() / 480).isBetween(180L, 220L);
        assertThat(rowsByHour).hasSize(24);
        assertThat(rowsByHour.get("12")).isGreaterThan(3 * rowsByHour.get("02"));
        assertThat(day.account().visitors()).hasSize(8);
    }

    @Test
    void quotesSomeAttributesAndLeavesSomeFieldsEmpty() {
        List<String> lines =
                cloud.keys().stream().flatMap(key -> cloud.lines(key).stream()).toList();

        assertThat(lines).anyMatch(line -> line.contains("\t\"{\"\"Age\"\": "));
        assertThat(lines).anyMatch(line -> line.contains("\t{\"Age\": "));
        assertThat(lines).anyMatch(line -> line.contains("\t\t"));
        assertThat(lines).anyMatch(line -> line.endsWith("\t"));
        assertThat(lines).anyMatch(line -> line.matches("2019-08-15 ..:..:..\t.*"));
    }

    @Test
    void knowsItsOwnKeysOnly() {
        assertThatThrownBy(() -> cloud.lines("elsewhere.tgz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("elsewhere.tgz");
    }

    @Test
    void packsEntriesInOrder() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("b.tsv", "second letter\n");
        entries.put("a.tsv", "");

        assertThat(contents(Archives.tgz(entries))).containsExactlyEntriesOf(entries);
    }

    @Test
    void writesAnArchiveLineByLine() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Archives.writeTgz(out, "many.tsv", 100_000, number -> "line " + number);

        List<String> lines = linesIn(out.toByteArray(), "many.tsv");
        assertThat(lines).hasSize(100_000).startsWith("line 0", "line 1").endsWith("line 99999");
    }

    private static ScorerCloud.Settings settings() {
        return ScorerCloud.Settings.defaults().withMinutesPerArchive(30).withRowsPerArchive(100);
    }

    private static List<String> linesIn(byte[] archive, String entry) throws IOException {
        Map<String, String> contents = contents(archive);
        assertThat(contents).containsOnlyKeys(entry);
        return contents.get(entry).lines().toList();
    }

    private static Map<String, String> contents(byte[] archive) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                contents.put(entry.getName(), new String(tar.readAllBytes(), UTF_8));
            }
        }
        return contents;
    }
}
