package io.footbridge.settings;

/** How far apart two words are. */
public final class Spelling {

    private Spelling() {}

    /** How many letters must be put in, left out, exchanged, or swapped with their neighbour to make one word of the other. */
    public static int distance(String from, String to) {
        int[] twoAbove = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[to.length() + 1];
            here[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                boolean equal = from.charAt(row - 1) == to.charAt(column - 1);
                here[column] =
                        Math.min(above[column - 1] + (equal ? 0 : 1), 1 + Math.min(above[column], here[column - 1]));
                if (areSwapped(from, row, to, column)) {
                    here[column] = Math.min(here[column], twoAbove[column - 2] + 1);
                }
            }
            twoAbove = above;
            above = here;
        }
        return above[to.length()];
    }

    private static boolean areSwapped(String from, int row, String to, int column) {
        return row > 1
                && column > 1
                && from.charAt(row - 1) == to.charAt(column - 2)
                && from.charAt(row - 2) == to.charAt(column - 1);
    }
}
