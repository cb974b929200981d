package io.footbridge.dataset;

import io.footbridge.failure.Failure;
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

    /** @throws IllegalArgumentException if there is none of that name */
    public Dataset named(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("there is no dataset '" + name + "'"));
    }

    public Optional<Dataset> find(String name) {
        return all.stream().filter(dataset -> dataset.name().equals(name)).findFirst();
    }

    /** The dataset that has an object's key under its prefix. */
    public Optional<Dataset> having(String key) {
        return all.stream().filter(dataset -> key.startsWith(dataset.prefix())).findFirst();
    }

    /** Whether a dataset is worked on. */
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

    /** A sum over all. */
    public long sum(ToLongFunction<Dataset> figure) {
        return stream().mapToLong(figure).sum();
    }

    /** How many objects came to an end, those included that are deferred. */
    public long through() {
        return sum(dataset -> dataset.metrics().through());
    }

    public long objects(Outcome outcome) {
        return sum(dataset -> dataset.metrics().objects(outcome));
    }

    public long rowsImported() {
        return sum(dataset -> dataset.metrics().rowsImported());
    }

    public long rowsRejected() {
        return sum(dataset -> dataset.metrics().rowsRejected());
    }

    /** Whether one takes no objects for now. */
    public boolean isAnyPaused() {
        return stream().anyMatch(dataset -> dataset.intake().pausedBy().isPresent());
    }

    /** Whether none takes objects for now. */
    public boolean areAllPaused() {
        return stream().allMatch(dataset -> dataset.intake().pausedBy().isPresent());
    }

    /** Stops every intake. */
    public void pause(Failure why) {
        selected.forEach(dataset -> dataset.intake().pause(why));
    }

    /** Waits until nothing is in flight. */
    public void awaitIdle() throws InterruptedException {
        for (Dataset dataset : selected) {
            dataset.intake().awaitIdle();
        }
    }
}
