package io.footbridge.command;

import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which datasets a command works on. */
final class DatasetOption {

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            split = ",",
            description = "Only the dataset of this name, or several, separated by commas; all without it.")
    private Set<String> names = new LinkedHashSet<>();

    /** None for all. */
    Set<String> names() {
        return names;
    }
}
