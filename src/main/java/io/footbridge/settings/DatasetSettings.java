package io.footbridge.settings;

import io.footbridge.failure.Escaped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings in which the further datasets differ: {@code dataset.NAME.KEY}, or {@code DATASET_NAME_VARIABLE} in the
 * environment.
 */
final class DatasetSettings {

    /** The dataset that the keys without a name describe. */
    static final String FIRST = "default";

    private static final String KEY_PREFIX = "dataset.";
    private static final String VARIABLE_PREFIX = "DATASET_";
    private static final Pattern KEY = Pattern.compile("dataset\\.([^.]*)\\.(.+)");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final Map<String, Map<Setting, String>> values = new TreeMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> complaints;

    private DatasetSettings(List<String> complaints) {
        this.complaints = complaints;
    }

    /** Whether a key in a file is one of these, rightly spelt or not. */
    static boolean isKey(String key) {
        return key.startsWith(KEY_PREFIX) || key.startsWith(VARIABLE_PREFIX);
    }

    /** Whether a variable is one of these, rightly spelt or not. */
    static boolean isVariable(String variable) {
        return variable.startsWith(VARIABLE_PREFIX);
    }

    /**
     * Reads what is given for each dataset, by its name.
     *
     * @param properties of the files; the environment comes first
     * @param first the values of the first dataset, which hold for the others where they say nothing else
     * @param complaints is added to
     */
    static Map<String, Map<Setting, String>> read(
            Map<String, String> environment,
            Map<String, String> properties,
            Map<Setting, String> first,
            List<String> complaints) {
        DatasetSettings datasets = new DatasetSettings(complaints);
        new TreeMap<>(properties).forEach(datasets::addKey);
        new TreeMap<>(environment).forEach(datasets::addVariable);
        datasets.refuseUnknown();
        datasets.values.forEach((name, own) -> datasets.complete(name, own, first));
        return datasets.values;
    }

    private void addKey(String key, String value) {
        Matcher parts = KEY.matcher(key);
        if (key.startsWith(VARIABLE_PREFIX)) {
            complaints.add(Escaped.of(key)
                    + " is the name of a variable of the environment; write dataset.NAME.KEY in a" + " file");
        }
        if (!key.startsWith(KEY_PREFIX)) {
            return;
        }
        if (!parts.matches() || !NAME.matcher(parts.group(1)).matches()) {
            complaints.add(
                    Escaped.of(key) + " is not a setting; a dataset's are dataset.NAME.KEY, NAME being lower-case"
                            + " letters, digits and '-', such as dataset.doors.s3.prefix");
        } else if (parts.group(1).equals(FIRST)) {
            complaints.add(Escaped.of(key) + ": the dataset '" + FIRST
                    + "' is what the keys without a name describe; set " + Escaped.of(parts.group(2)));
        } else {
            ofDataset()
                    .filter(setting -> setting.key().equals(parts.group(2)))
                    .findFirst()
                    .ifPresentOrElse(
                            setting -> put(parts.group(1), setting, value),
                            () -> complaints.add(unknown(key, parts.group(1), parts.group(2))));
        }
    }

    private void addVariable(String variable, String value) {
        if (!variable.startsWith(VARIABLE_PREFIX) || value.isEmpty()) {
            return;
        }
        for (int end = nameEnd(variable, VARIABLE_PREFIX.length()); end > 0; end = nameEnd(variable, end)) {
            String name = variable.substring(VARIABLE_PREFIX.length(), end)
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-');
            String rest = variable.substring(end + 1);
            Optional<Setting> meant = Misspelling.ofVariable(rest);
            if (meant.isPresent() && meant.get().variable().equals(rest)) {
                addVariable(variable, name, meant.get(), value);
                return;
            }
            if (meant.isPresent()) {
                complaints.add(Escaped.of(variable) + " is not a setting; did you mean '"
                        + variable.substring(0, end + 1) + meant.get().variable() + "'?");
                return;
            }
        }
        unknown.add(variable);
    }

    /** Of the variables that name no setting, those of a dataset that there is; others are of other programs. */
    private void refuseUnknown() {
        for (String variable : unknown) {
            if (values.keySet().stream().anyMatch(name -> variable.startsWith(variable(name, "")))) {
                complaints.add(Escaped.of(variable) + " is not a setting");
            }
        }
    }

    private static String variable(String dataset, String setting) {
        return VARIABLE_PREFIX + Setting.variableOf(dataset) + "_" + setting;
    }

    private void addVariable(String variable, String dataset, Setting setting, String value) {
        if (dataset.equals(FIRST)) {
            complaints.add(Escaped.of(variable) + ": the dataset '" + FIRST
                    + "' is what the variables without a name describe; set " + setting.variable());
        } else if (!NAME.matcher(dataset).matches()) {
            complaints.add(Escaped.of(variable) + " is not a setting; a dataset's are DATASET_NAME_VARIABLE, NAME being"
                    + " letters, digits and '_', such as DATASET_DOORS_S3_PREFIX");
        } else if (setting.isOfDataset()) {
            put(dataset, setting, value);
        } else {
            complaints.add(Escaped.of(variable) + " cannot differ from dataset to dataset: set " + setting.variable());
        }
    }

    /** Where the name of a dataset may end: at the next of the marks between words. */
    private static int nameEnd(String variable, int from) {
        return variable.indexOf('_', from + 1);
    }

    private static String unknown(String key, String dataset, String rest) {
        boolean isShared =
                Stream.of(Setting.values()).anyMatch(setting -> setting.key().equals(rest));
        Optional<String> meant = Misspelling.ofKey(rest).map(Setting::key);
        return Escaped.of(key)
                + (isShared
                        ? " cannot differ from dataset to dataset: set " + rest
                        : " is not a setting"
                                + meant.map(other -> "; did you mean 'dataset." + dataset + "." + other + "'?")
                                        .orElse(""));
    }

    private void put(String dataset, Setting setting, String value) {
        values.computeIfAbsent(dataset, name -> new EnumMap<>(Setting.class)).put(setting, value);
    }

    /** Checks what is the dataset's own, and adds what it shares with the first one. */
    private void complete(String dataset, Map<Setting, String> own, Map<Setting, String> first) {
        String prefix = KEY_PREFIX + dataset + ".";
        own.forEach((setting, value) -> Optional.of(value)
                .filter(text -> !text.isEmpty())
                .flatMap(text -> setting.complaint(Optional.of(text)))
                .ifPresent(complaint -> complaints.add(prefix
                        + complaint.replace(
                                "(" + setting.variable() + ")", "(" + variable(dataset, setting.variable()) + ")"))));
        if (own.getOrDefault(Setting.S3_PREFIX, "").isEmpty()) {
            complaints.add(prefix + Setting.S3_PREFIX.key() + " is not set; a dataset has a prefix of its own");
        }
        own.values().removeIf(String::isEmpty);
        first.forEach((setting, value) -> {
            if (setting != Setting.SCORER_DEVICES) { // Other data is of other devices.
                own.putIfAbsent(setting, value);
            }
        });
    }

    private static Stream<Setting> ofDataset() {
        return Stream.of(Setting.values()).filter(Setting::isOfDataset);
    }
}
