package io.footbridge.intake;

import io.footbridge.failure.Failure;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.ops.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The datasets that a process works on, which are all or those that a command names. The first of all is the one that
 * today's keys describe.
 */
public final class Datasets implements Iterable<Dataset> {

    private final List<Dataset> all;
    private final List<Dataset> selected;

    /** @param names of those to work on; none for all */
    public Datasets(List<Dataset> all, Set<String> names) {
        this.all = List.copyOf(all);
        this.selected = all.stream()
                .filter(dataset -> names.isEmpty() || names.contains(dataset.name()))
                .toList();
    }

    public Dataset first() {
        return all.get(0);
    }

    public Optional<Dataset> find(String name) {
        return all.stream().filter(dataset -> dataset.name().equals(name)).findFirst();
    }

    public Optional<Dataset> having(String key) {
        return all.stream().filter(dataset -> key.startsWith(dataset.prefix())).findFirst();
    }

    public boolean has(Dataset dataset) {
        return selected.contains(dataset);
    }

    public Stream<Dataset> stream() {
        return selected.stream();
    }

    @Override
    public Iterator<Dataset> iterator() {
        return selected.iterator();
    }

    public long sum(ToLongFunction<ImportMetrics> figure) {
        return stream()
                .mapToLong(dataset -> figure.applyAsLong(dataset.metrics()))
                .sum();
    }

    public long objects(Outcome outcome) {
        return sum(metrics -> metrics.objects(outcome));
    }

    public boolean isAnyPaused() {
        return stream().anyMatch(dataset -> dataset.intake().pausedBy().isPresent());
    }

    public boolean areAllPaused() {
        return stream().allMatch(dataset -> dataset.intake().pausedBy().isPresent());
    }

    public void pause(Failure why) {
        selected.forEach(dataset -> dataset.intake().pause(why));
    }

    public void awaitIdle() throws InterruptedException {
        for (Dataset dataset : selected) {
            dataset.intake().awaitIdle();
        }
    }
}
