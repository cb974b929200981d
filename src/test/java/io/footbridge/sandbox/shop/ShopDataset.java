package io.footbridge.sandbox.shop;

import io.footbridge.sandbox.scorer.Comparison;
import io.footbridge.sandbox.scorer.ExpectedRow;
import io.footbridge.sandbox.td.TreasureData;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a shop exports beside its cameras, in another form and into another table: files of one day, the settings that
 * describe them to Footbridge, and the row that each of their records must become.
 */
public interface ShopDataset {

    /** The dataset's name, which its table has too. */
    String name();

    /** Its settings by their variables, without {@code DATASET_} and the name. */
    Map<String, String> settings();

    /** The files of the day; the same seed and day make the same. */
    List<ShopFile> files();

    /** The row of one of their records. */
    ExpectedRow expectedRow();

    /** Both that the sandbox has. */
    static List<ShopDataset> all(long seed, LocalDate day) {
        return List.of(new Doors(seed, day), new Tills(seed, day));
    }

    /** The variables that make it a dataset of Footbridge, in the order of their names. */
    default Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        settings()
                .forEach((variable, value) ->
                        variables.put("DATASET_" + name().toUpperCase(Locale.ROOT) + "_" + variable, value));
        return variables;
    }

    /** How many rows must come of its files. */
    default long rows() {
        return files().stream().mapToLong(ShopFile::rows).sum();
    }

    /** Compares all its records with all that its table holds. */
    default Comparison.Result compare(TreasureData td, String database) {
        Comparison comparison = new Comparison(expectedRow());
        files().forEach(file -> comparison.expect(file.key(), file.entry(), file.records()));
        return comparison.with(td, database, name());
    }
}
