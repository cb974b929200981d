package io.footbridge.report;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A number of people, or why there is none.
 *
 * @param number meaningless unless it is told
 */
public record People(long number, State state) {

    /** Whether there is a number, or what stands in its place. */
    public enum State {
        TOLD(""),
        /** So small a group would be recognised. */
        WITHHELD("withheld"),
        /** No data was imported that could be counted. */
        NO_DATA("no data"),
        /** An hour without data, of a day that has some. */
        SILENT("silent");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** What stands in the place of a number; empty if there is one. */
        public String text() {
            return text;
        }

        /** The style that the page gives it; empty for a number. */
        public String style() {
            return text.replace(' ', '-');
        }

        /** The state of a figure that reads so. */
        public static State of(String text) {
            return Stream.of(values())
                    .filter(state -> state.text.equals(text))
                    .findFirst()
                    .orElse(TOLD);
        }
    }

    public static People of(long number) {
        return new People(number, State.TOLD);
    }

    public static People withheld() {
        return new People(0, State.WITHHELD);
    }

    public static People noData() {
        return new People(0, State.NO_DATA);
    }

    public static People silent() {
        return new People(0, State.SILENT);
    }

    public boolean isTold() {
        return state == State.TOLD;
    }

    public boolean isWithheld() {
        return state == State.WITHHELD;
    }

    /** Whether nothing was imported that could be counted. */
    public boolean hasNoData() {
        return state == State.NO_DATA;
    }

    /** For people to read: with a comma every three digits. */
    public String text() {
        return isTold() ? String.format(Locale.ROOT, "%,d", number) : state.text();
    }

    /** For programs: the digits alone. */
    public String plainText() {
        return isTold() ? Long.toString(number) : state.text();
    }
}
