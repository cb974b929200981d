package io.footbridge.sandbox.sql;

import io.trino.grammar.sql.SqlBaseLexer;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.DescribeInput;
import io.trino.sql.tree.DescribeOutput;
import io.trino.sql.tree.Explain;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** The text of a statement, with or without the semicolons that may end it. */
final class SqlStatement {

    private static final SqlParser PARSER = new SqlParser();

    /** The words that name a statement only together with the next. */
    private static final Set<String> HALF = Set.of("CREATE", "DROP", "ALTER");

    private final String text;
    private final List<? extends Token> tokens;

    private SqlStatement(String text, List<? extends Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    static SqlStatement of(String text) {
        SqlBaseLexer lexer = new SqlBaseLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        return new SqlStatement(
                text,
                lexer.getAllTokens().stream()
                        .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                        .toList());
    }

    /**
     * The text as the engine takes it, without the semicolons at its end.
     *
     * @throws QueryException if it is a statement that the engine knows and the sandbox does not run
     */
    String readOnly() throws QueryException {
        String statement = withoutEnd();
        Statement parsed;
        try {
            parsed = PARSER.createStatement(statement);
        } catch (ParsingException e) {
            // The engine says what is wrong with it.
            return statement;
        }
        if (!reads(parsed)) {
            throw new QueryException(
                    name() + " is not run by this sandbox: its queries only read (SELECT, VALUES, SHOW, DESCRIBE,"
                            + " EXPLAIN). Tables are made and deleted, and rows imported, through the API",
                    false,
                    null);
        }
        return statement;
    }

    private String withoutEnd() {
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).getText().equals(";")) {
            end--;
        }
        return end == tokens.size()
                ? text
                : text.substring(0, text.offsetByCodePoints(0, tokens.get(end).getStartIndex()));
    }

    private static boolean reads(Statement statement) {
        return statement instanceof Query
                || statement instanceof Explain
                || statement instanceof DescribeInput
                || statement instanceof DescribeOutput
                || statement.getClass().getSimpleName().startsWith("Show");
    }

    private String name() {
        String first = word(0);
        return HALF.contains(first) && tokens.size() > 1 ? first + " " + word(1) : first;
    }

    private String word(int position) {
        return tokens.get(position).getText().toUpperCase(Locale.ROOT);
    }
}
