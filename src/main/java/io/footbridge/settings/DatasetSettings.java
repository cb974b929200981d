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
        if (key.startsWith(VARIABLE_PREFIX)) {
            complaints.add(Escaped.of(key)
                    + " is the name of a variable of the environment; write dataset.NAME.KEY in a file");
        }
        if (!key.startsWith(KEY_PREFIX)) {
            return;
        }
        Matcher parts = KEY.matcher(key);
        if (!parts.matches() || !NAME.matcher(parts.group(1)).matches()) {
            complaints.add(
                    Escaped.of(key) + " is not a setting; a dataset's are dataset.NAME.KEY, NAME being lower-case"
                            + " letters, digits and '-', such as dataset.doors.s3.prefix");
            return;
        }
        String dataset = parts.group(1);
        String rest = parts.group(2);
        if (dataset.equals(FIRST)) {
            complaints.add(Escaped.of(key) + ": the dataset '" + FIRST
                    + "' is what the keys without a name describe; set " + Escaped.of(rest));
            return;
        }
        Stream.of(Setting.values())
                .filter(setting -> setting.key().equals(rest))
                .findFirst()
                .ifPresentOrElse(
                        setting -> put(key, dataset, setting, value, rest),
                        () -> complaints.add(Escaped.of(key) + " is not a setting"
                                + Misspelling.ofKey(rest)
                                        .map(meant -> "; did you mean 'dataset." + dataset + "." + meant.key() + "'?")
                                        .orElse("")));
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
            if (meant.isPresent()) {
                if (meant.get().variable().equals(rest)) {
                    addVariable(variable, name, meant.get(), value);
                } else {
                    complaints.add(Escaped.of(variable) + " is not a setting; did you mean '"
                            + variable.substring(0, end + 1) + meant.get().variable() + "'?");
                }
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
        } else {
            put(variable, dataset, setting, value, setting.variable());
        }
    }

    /** Where the name of a dataset may end: at the next of the marks between words. */
    private static int nameEnd(String variable, int from) {
        return variable.indexOf('_', from + 1);
    }

    /**
     */
    private void put(String given, String dataset, Setting setting, String value, String shared) {
        if (setting.isOfDataset()) {
            values.computeIfAbsent(dataset, name -> new EnumMap<>(Setting.class))
                    .put(setting, value);
        } else {
            complaints.add(Escaped.of(given) + " cannot differ from dataset to dataset: set " + shared);
        }
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
}
