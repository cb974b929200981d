package io.footbridge.report;

import java.util.Locale;

/**
 * A number of people, or why there is none.
 *
 * @param number meaningless unless it is told
 */
public record People(long number, State state) {

    /** Stands where a number is withheld. */
    public static final String WITHHELD = "withheld";

    /** Stands where no data was imported that could be counted. */
    public static final String NO_DATA = "no data";

    /** Stands in an hour without data of a day that has some. */
    public static final String SILENT = "silent";

    /** Whether there is a number, or what stands in its place. */
    public enum State {
        TOLD(""),
        /** So small a group would be recognised. */
        WITHHELD(People.WITHHELD),
        NO_DATA(People.NO_DATA),
        SILENT(People.SILENT);

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
            for (State state : values()) {
                if (state != TOLD && state.text.equals(text)) {
                    return state;
                }
            }
            return TOLD;
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
