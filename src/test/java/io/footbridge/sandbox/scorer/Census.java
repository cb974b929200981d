package io.footbridge.sandbox.scorer;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.footbridge.sandbox.scorer.Account.Group;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the figures of a published report against the people who truly walked by. */
public final class Census {

    private static final String UNKNOWN = "Unknown";

    private final Map<Group, Long> truth;

    /**
     * A report held against the truth. The people whom the cameras were unsure of are missing from their groups, and no
     * others may be.
     *
     * @param visitors how many people are reported
     * @param unsure how many of them are Unknown in some way
     * @param differences what cannot be true, a line each
     */
    public record Result(long visitors, long unsure, List<String> differences) {

        public boolean agrees() {
            return differences.isEmpty();
        }
    }

    public Census(Account account) {
        this.truth = requireNonNull(account, "account is null").visitors();
    }

    /** How many people walked by. */
    public long visitors() {
        return truth.values().stream().mapToLong(Long::longValue).sum();
    }

    /** In how many groups of age and gender they fall. */
    public int groups() {
        return truth.size();
    }

    /** What a report says of these people: who is missing, who was never there, and of whom it could not say all. */
    public Result hold(String csv) {
        Map<Group, Long> reported = visitorsByGroup(csv);
        List<String> differences = new ArrayList<>();
        long unsure = 0;
        long counted = 0;
        for (Map.Entry<Group, Long> one : reported.entrySet()) {
            Group group = one.getKey();
            counted += one.getValue();
            if (group.age().equals(UNKNOWN) || group.gender().equals(UNKNOWN)) {
                unsure += one.getValue();
            } else if (one.getValue() > truth.getOrDefault(group, 0L)) {
                differences.add("%s/%s: %,d are reported, %,d walked by"
                        .formatted(group.age(), group.gender(), one.getValue(), truth.getOrDefault(group, 0L)));
            }
        }
        if (counted != visitors()) {
            differences.add("%,d are reported, %,d walked by".formatted(counted, visitors()));
        }
        return new Result(counted, unsure, differences);
    }

    /** Of all cameras together. */
    private static Map<Group, Long> visitorsByGroup(String csv) {
        CsvSchema header = CsvSchema.emptySchema().withHeader();
        try (MappingIterator<Map<String, String>> lines =
                new CsvMapper().readerForMapOf(String.class).with(header).readValues(csv)) {
            return lines.readAll().stream()
                    .filter(line ->
                            line.get("camera").isEmpty() && !line.get("age").isEmpty())
                    .collect(toMap(
                            line -> new Group(line.get("age"), line.get("gender")),
                            line -> Long.parseLong(line.get("visitors"))));
        } catch (IOException e) {
            throw new UncheckedIOException("the report is no CSV", e);
        }
    }
}
