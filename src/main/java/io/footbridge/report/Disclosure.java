package io.footbridge.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which figures of a table of people may be told. A figure of fewer people than the minimum is withheld; and since one
 * gap in a row or column could be filled in from its total, so are as many others as it takes to hide the minimum.
 *
 * <p>The table has one row per camera and one column per group, each summed up in a last row and a last column.
 */
final class Disclosure {

    private final Cell[][] cells;
    private final int sums;
    private final int minimum;

    /** Every row and every column, each with its total at the end. */
    private final List<List<Cell>> lines = new ArrayList<>();

    private static final class Cell {

        private long number;
        private boolean isWithheld;

        long number() {
            return number;
        }
    }

    /**
     * @param numbers without the sums
     * @param columns how many each row has
     * @param minimum the least number of people to tell; 0 tells everything
     */
    Disclosure(long[][] numbers, int columns, int minimum) {
        this.cells = Stream.generate(
                        () -> Stream.generate(Cell::new).limit(columns + 1).toArray(Cell[]::new))
                .limit(numbers.length + 1)
                .toArray(Cell[][]::new);
        this.sums = columns;
        this.minimum = minimum;
        for (int row = 0; row < numbers.length; row++) {
            for (int column = 0; column < columns; column++) {
                long number = numbers[row][column];
                Stream.of(
                                cells[row][column],
                                cells[row][sums],
                                cells[numbers.length][column],
                                cells[numbers.length][sums])
                        .forEach(cell -> cell.number += number);
            }
        }
        for (Cell[] row : cells) {
            lines.add(List.of(row));
        }
        for (int i = 0; i <= columns; i++) {
            int column = i;
            lines.add(Stream.of(cells).map(row -> row[column]).toList());
        }
        lines.forEach(line -> line.forEach(cell -> cell.isWithheld = cell.number > 0 && cell.number < minimum));
        coverAll();
    }

    /** Takes over what another table with the same sums of rows withholds of these, and says whether that was new. */
    boolean follow(Disclosure other) {
        boolean changed = false;
        for (int row = 0; row < cells.length; row++) {
            if (other.cells[row][other.sums].isWithheld && !cells[row][sums].isWithheld) {
                cells[row][sums].isWithheld = true;
                changed = true;
            }
        }
        if (changed) {
            coverAll();
        }
        return changed;
    }

    /** The figure of a row and column, or the sum where either is one past the last. */
    People count(int row, int column) {
        Cell cell = cells[row][column];
        return cell.isWithheld ? People.withheld() : People.of(cell.number);
    }

    /** The sum of a row; of all rows, for one past the last. */
    People sum(int row) {
        return count(row, sums);
    }

    private void coverAll() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (List<Cell> line : lines) {
                changed |= cover(line);
            }
        }
    }

    /** Withholds one more figure of a line, if what is withheld of it could be told from the rest. */
    private boolean cover(List<Cell> line) {
        List<Cell> hidden = line.stream().filter(cell -> cell.isWithheld).toList();
        long people = hidden.stream().mapToLong(Cell::number).sum();
        boolean safe = hidden.size() > 1 && (line.get(line.size() - 1).isWithheld || people >= minimum);
        if (hidden.isEmpty() || safe) {
            return false;
        }
        return line.stream()
                .filter(cell -> !cell.isWithheld && cell.number > 0)
                .min(Comparator.comparingLong(Cell::number))
                .map(cell -> cell.isWithheld = true)
                .orElse(false);
    }
}
