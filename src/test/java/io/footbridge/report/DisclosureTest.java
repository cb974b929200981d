package io.footbridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class DisclosureTest {

    private static final int MINIMUM = 5;

    @Test
    void everythingIsToldWithoutAMinimum() {
        Disclosure all = new Disclosure(new long[][] {{1, 0}, {2, 3}}, 2, 0);
        assertThat(texts(all, 3, 3)).containsExactly("1", "0", "1", "2", "3", "5", "3", "3", "6");
    }

    @Test
    void nobodyIsNoSmallGroup() {
        assertThat(texts(new Disclosure(new long[][] {{0, 7}}, 2, MINIMUM), 1, 3))
                .containsExactly("0", "7", "7");
    }

    @Test
    void aSmallGroupTakesItsNextLargerNeighbourAlong() {
        Disclosure one = new Disclosure(new long[][] {{30, 3, 9, 12}}, 4, MINIMUM);
        assertThat(texts(one, 1, 5)).containsExactly("30", "withheld", "withheld", "12", "54");
    }

    @Test
    void aTableWithoutRowsHasSumsOfNobody() {
        assertThat(texts(new Disclosure(new long[0][2], 2, MINIMUM), 1, 3)).containsExactly("0", "0", "0");
    }

    @Test
    void whatAnotherTableWithholdsOfTheSumsIsWithheldHereToo() {
        Disclosure few = new Disclosure(new long[][] {{2, 0}, {3, 0}, {40, 0}}, 2, MINIMUM);
        Disclosure other = new Disclosure(new long[][] {{1, 1}, {1, 2}, {20, 20}}, 2, 0);
        assertThat(other.sum(0).isWithheld()).isFalse();
        assertThat(other.follow(few)).isTrue();
        assertThat(other.sum(0).isWithheld()).isTrue();
        assertThat(other.sum(1).isWithheld()).isTrue();
        assertThat(other.follow(few)).isFalse();
    }

    /** Whatever the table, no equation between its figures gives away fewer people than the minimum. */
    @RepeatedTest(200)
    void nothingSmallCanBeToldFromTheRest(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int rows = random.nextInt(1, 5);
        int columns = random.nextInt(1, 8);
        long[][] numbers = new long[rows][columns];
        for (long[] row : numbers) {
            for (int column = 0; column < columns; column++) {
                row[column] = random.nextInt(random.nextBoolean() ? 8 : 60);
            }
        }
        Disclosure disclosure = new Disclosure(numbers, columns, MINIMUM);
        for (int row = 0; row <= rows; row++) {
            List<People> line = new ArrayList<>();
            List<Long> truth = new ArrayList<>();
            for (int column = 0; column <= columns; column++) {
                line.add(disclosure.count(row, column));
                truth.add(truth(numbers, row, column));
            }
            assertHidden(line, truth);
        }
        for (int column = 0; column <= columns; column++) {
            List<People> line = new ArrayList<>();
            List<Long> truth = new ArrayList<>();
            for (int row = 0; row <= rows; row++) {
                line.add(disclosure.count(row, column));
                truth.add(truth(numbers, row, column));
            }
            assertHidden(line, truth);
        }
    }

    private static void assertHidden(List<People> line, List<Long> truth) {
        long hidden = 0;
        long people = 0;
        for (int number = 0; number < line.size(); number++) {
            if (line.get(number).isWithheld()) {
                hidden++;
                people += truth.get(number);
            } else {
                assertThat(line.get(number).number()).isEqualTo(truth.get(number));
                assertThat(truth.get(number))
                        .satisfiesAnyOf(
                                told -> assertThat(told).isZero(),
                                told -> assertThat(told).isGreaterThanOrEqualTo(MINIMUM));
            }
        }
        assertThat(hidden).as("one gap is filled in from the others: %s", line).isNotEqualTo(1);
        if (hidden > 0 && !line.get(line.size() - 1).isWithheld()) {
            assertThat(people).isGreaterThanOrEqualTo(MINIMUM);
        }
    }

    private static long truth(long[][] numbers, int row, int column) {
        long sum = 0;
        for (int r = 0; r < numbers.length; r++) {
            for (int c = 0; c < numbers[r].length; c++) {
                boolean inRow = row == r || row == numbers.length;
                boolean inColumn = column == c || column == numbers[r].length;
                sum += inRow && inColumn ? numbers[r][c] : 0;
            }
        }
        return sum;
    }

    private static List<String> texts(Disclosure disclosure, int rows, int columns) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                texts.add(disclosure.count(row, column).text());
            }
        }
        return texts;
    }
}
