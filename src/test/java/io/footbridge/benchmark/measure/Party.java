package io.footbridge.benchmark.measure;

import io.footbridge.benchmark.party.BareCamel;
import io.footbridge.benchmark.party.BeansLoop;
import io.footbridge.benchmark.party.PlainLoop;
import java.util.ArrayList;
import java.util.List;

/** Who is measured; each is a process of its own. */
public enum Party {
    /** (a): a loop without Footbridge and without Camel. */
    PLAIN_LOOP("(a) plain loop", PlainLoop.class),
    /** (b): Footbridge's beans without Camel. */
    BEANS("(b) beans", BeansLoop.class),
    /** (c): Footbridge as it is. */
    FOOTBRIDGE("(c) Footbridge", null),
    /** For a comparison with an earlier state only: another jar of Footbridge. */
    EARLIER("(d) earlier jar", null),
    /** For the start only: Camel without Footbridge. */
    BARE_CAMEL("bare Camel", BareCamel.class);

    /** Those that do the same work. */
    public static final List<Party> RIVALS = List.of(PLAIN_LOOP, BEANS, FOOTBRIDGE);

    private final String title;
    private final Class<?> main;

    Party(String title, Class<?> main) {
        this.title = title;
        this.main = main;
    }

    public String title() {
        return title;
    }

    /** The title's letter, such as {@code (a)}. */
    public String letter() {
        return title.substring(0, title.indexOf(' '));
    }

    /** Two states of Footbridge that do the same work. */
    public static final List<Party> STATES = List.of(FOOTBRIDGE, EARLIER);

    /** What comes after the JVM's options; only Footbridge itself takes arguments. */
    List<String> command(Machine machine, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (main == null) {
            command.addAll(List.of("-jar", this == EARLIER ? machine.earlierJar() : machine.jar()));
            command.addAll(arguments);
        } else {
            command.addAll(List.of("-cp", machine.partyClassPath(), main.getName()));
        }
        return command;
    }
}
