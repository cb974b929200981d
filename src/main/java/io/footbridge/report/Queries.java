package io.footbridge.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queries in {@code sql/}: each from beside the working directory if it is there, else from the jar.
 *
 * @param directory where {@code sql/} is looked for
 */
public record Queries(Path directory) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    /** With one of these a value could be more than a value to SQL. */
    private static final Pattern SYNTAX = Pattern.compile("['\"`;\\s\\p{Cntrl}]|--|/\\*");

    private static final String FOLDER_IN_JAR = "io/footbridge/";

    /**
     * A query, filled in.
     *
     * @param name the file's name without {@code .sql}
     * @param variables what stands for each <code>${name}</code>
     * @throws IllegalArgumentException if there is no such query, it has a variable without a value, or a value could be
     *     more than a value to SQL
     */
    public String text(String name, Map<String, String> variables) {
        Matcher matcher = VARIABLE.matcher(template(name));
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String value = variables.get(matcher.group(1));
            if (value == null) {
                throw new IllegalArgumentException("sql/" + name + ".sql has the variable " + matcher.group()
                        + "; there are only " + variables.keySet());
            }
            if (SYNTAX.matcher(value).find()) {
                throw new IllegalArgumentException(
                        "the value of " + matcher.group() + " in sql/" + name + ".sql is " + Label.of(value)
                                + "; it must not contain a quote, semicolon, comment, blank or control character");
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(text).toString();
    }

    private String template(String name) {
        String file = "sql/" + name + ".sql";
        try {
            Path own = directory.resolve(file);
            if (Files.exists(own)) {
                return Files.readString(own);
            }
            URL inJar = Queries.class.getClassLoader().getResource(FOLDER_IN_JAR + file);
            if (inJar == null) {
                throw new IllegalArgumentException("there is no query " + file);
            }
            return Resources.toString(inJar, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
