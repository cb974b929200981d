package io.footbridge.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Which figures of a table of people may be told. A figure of fewer people than the minimum is withheld; and since one
 * gap in a row or column could be filled in from its total, so are as many others as it takes to hide the minimum.
 *
 * <p>The table has a row a camera and a column a group, each summed up in a last row and a last column.
 */
final class Disclosure {

    private final long[][] numbers;
    private final boolean[][] withheld;
    private final int minimum;

    /** One figure of the table. */
    private record Cell(int row, int column) {}

    /**
     * @param numbers without the sums
     * @param columns how many each row has
     * @param minimum the least number of people to tell; 0 tells everything
     */
    Disclosure(long[][] numbers, int columns, int minimum) {
        this.numbers = withSums(numbers, columns);
        this.withheld = new boolean[this.numbers.length][this.numbers[0].length];
        this.minimum = minimum;
        for (int row = 0; row < this.numbers.length; row++) {
            for (int column = 0; column < this.numbers[row].length; column++) {
                withheld[row][column] = isPositive(row, column) && this.numbers[row][column] < minimum;
            }
        }
        settle();
    }

    /** Takes over what another table with the same sums of rows withholds of these, and says whether that was new. */
    boolean follow(Disclosure other) {
        boolean changed = false;
        for (int row = 0; row < numbers.length; row++) {
            if (other.withheld[row][other.sums()] && !withheld[row][sums()]) {
                withheld[row][sums()] = true;
                changed = true;
            }
        }
        if (changed) {
            settle();
        }
        return changed;
    }

    /** The figure of a row and column, or the sum where either is one past the last. */
    People count(int row, int column) {
        return withheld[row][column] ? People.withheld() : People.of(numbers[row][column]);
    }

    /** The sum of a row; of all rows, for one past the last. */
    People sum(int row) {
        return count(row, sums());
    }

    private int sums() {
        return numbers[0].length - 1;
    }

    private void settle() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (List<Cell> line : lines()) {
                changed |= cover(line);
            }
        }
    }

    /** Withholds one more figure of a line, if what is withheld of it could be told from the rest. */
    private boolean cover(List<Cell> line) {
        List<Cell> hidden = line.stream().filter(this::isWithheld).toList();
        if (hidden.isEmpty()) {
            return false;
        }
        Cell total = line.get(line.size() - 1);
        long people = hidden.stream().mapToLong(this::number).sum();
        boolean safe = hidden.size() > 1 && (isWithheld(total) || people >= minimum);
        if (safe) {
            return false;
        }
        return line.stream()
                .filter(cell -> !isWithheld(cell) && isPositive(cell.row(), cell.column()))
                .min((one, other) -> Long.compare(number(one), number(other)))
                .map(cell -> {
                    withheld[cell.row()][cell.column()] = true;
                    return true;
                })
                .orElse(false);
    }

    /** Every row and every column, each with its total at the end. */
    private List<List<Cell>> lines() {
        List<List<Cell>> lines = new ArrayList<>();
        for (int row = 0; row < numbers.length; row++) {
            List<Cell> line = new ArrayList<>();
            for (int column = 0; column < numbers[0].length; column++) {
                line.add(new Cell(row, column));
            }
            lines.add(line);
        }
        for (int column = 0; column < numbers[0].length; column++) {
            List<Cell> line = new ArrayList<>();
            for (int row = 0; row < numbers.length; row++) {
                line.add(new Cell(row, column));
            }
            lines.add(line);
        }
        return lines;
    }

    private boolean isWithheld(Cell cell) {
        return withheld[cell.row()][cell.column()];
    }

    private long number(Cell cell) {
        return numbers[cell.row()][cell.column()];
    }

    private boolean isPositive(int row, int column) {
        return numbers[row][column] > 0;
    }

    private static long[][] withSums(long[][] numbers, int columns) {
        int rows = numbers.length;
        long[][] sums = new long[rows + 1][columns + 1];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                sums[row][column] = numbers[row][column];
                sums[row][columns] += numbers[row][column];
                sums[rows][column] += numbers[row][column];
                sums[rows][columns] += numbers[row][column];
            }
        }
        return sums;
    }
}
