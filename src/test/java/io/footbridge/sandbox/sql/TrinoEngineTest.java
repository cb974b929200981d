package io.footbridge.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrinoEngineTest {

    @TempDir
    private static Path folder;

    private static Imports imports;
    private static TrinoEngine engine;

    @BeforeAll
    static void start() {
        imports = new Imports(folder);
        engine = new TrinoEngine(imports);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "intervals.csv", delimiter = '|', numLinesToSkip = 1)
    void intervalsCoverWhatIsDocumented(String interval, String zone, long start, long end) throws QueryException {
        String arguments = "'" + interval + "', '" + zone + "'";
        assertThat(row("select td_interval_range(" + arguments + ")")).containsExactly(List.of(start, end));
        assertThat(row("select "
                        + List.of(start - 1, start, end - 1, end).stream()
                                .map(time -> "td_interval(" + time + ", " + arguments + ")")
                                .toList()
                                .toString()
                                .replaceAll("[\\[\\]]$|^\\[", "")))
                .containsExactly(false, true, true, false);
        assertThat(row("select td_interval(" + start + ".0e0, " + arguments + "), td_interval(" + (end - 1) + ".999e0, "
                        + arguments + "), td_interval(" + end + ".0e0, " + arguments + ")"))
                .containsExactly(true, true, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            td_interval(1534204800, '1d') | true
            td_interval_range('-1d') | [1534118400, 1534204800]
            td_time_range(1356998400, '2013-01-01', '2013-01-02') | true
            td_time_range(1356998399, '2013-01-01') | false
            td_time_range(1356998400, '2013-01-01') | true
            td_time_range(1357023599, '2013-01-01 PDT') | false
            td_time_range(1357023600, '2013-01-01 PDT') | true
            td_time_range(1357023600, '2013-01-01', '2013-01-02', 'PDT') | true
            td_time_range(1357110000, '2013-01-01', '2013-01-02', 'PDT') | false
            td_time_range(1357023599, NULL, '2013-01-01', 'PDT') | true
            td_time_range(1357023600, NULL, '2013-01-01', 'PDT') | false
            td_time_range(5, 5, 6) | true
            td_time_range(6, 5, 6) | false
            td_time_range(6, 5, NULL) | true
            td_time_range(4, NULL, 5) | true
            td_time_range(1356998399, NULL, '2013-01-01') | true
            td_time_range(1356998399, '2013-01-01', NULL) | false
            td_time_range(cast(NULL as bigint), 5, 6) | null
            td_time_format(1534209825, 'yyyy-MM-dd HH:mm:ss', 'JST') | 2018-08-14 10:23:45
            td_time_format(1534209825, 'yyyy-MM-dd HH:mm:ss') | 2018-08-14 01:23:45
            td_time_format(1534209825, 'HH', 'Asia/Tokyo') | 10
            td_time_string(1536831934, 'd!', 'JST') | 2018-09-13
            td_time_string(1536831934, 'M!', 'JST') | 2018-09
            td_time_string(1536824734, 'h!', 'JST') | 2018-09-13 16
            td_time_string(1536824734, 's!', 'JST') | 2018-09-13 16:45:34
            td_time_string(1536824734, 'd', 'JST') | 2018-09-13 00:00:00+0900
            td_time_parse('2022-08-24', 'JST') | 1661266800
            td_time_parse('2022-08-24') | 1661299200
            td_time_parse('2022-08-24 01:02:03', '+09:00') | 1661270523
            td_time_add('2013-01-01', '1d') | 1357084800
            td_time_add('2013-01-01', '1d', 'JST') | 1357052400
            td_time_add(100, '1h30m') | 5500
            td_time_add(100, '-1m') | 40
            td_date_trunc('day', 1534209825, 'JST') | 1534172400
            td_date_trunc('hour', 1534209825) | 1534208400
            td_date_trunc('week', 1534209825) | 1534118400
            td_date_trunc('quarter', 1534209825) | 1530403200
            td_scheduled_time() | 1534209825
            to_unixtime(now()) | 1.534209825E9
            current_date | 2018-08-14
            """)
    void functionsAnswerWhatIsDocumented(String expression, String expected) throws QueryException {
        assertThat(String.valueOf(row("select " + expression).get(0))).isEqualTo(expected);
    }

    @Test
    void theScheduledTimeIsThePresentForAQueryThatCallsForIt() throws QueryException {
        Instant scheduled = Instant.parse("2013-05-09T06:14:14Z");
        assertThat(engine.run(
                                new Query(
                                        Imports.DATABASE,
                                        "select TD_SCHEDULED_TIME(), td_interval_range('1d')",
                                        TimeIntervalTest.NOW,
                                        Optional.of(scheduled)),
                                () -> false)
                        .rows())
                .containsExactly(List.of(1368080054L, List.of(1368057600L, 1368144000L)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            td_interval(1, '0d') | TD_INTERVAL: '0d' is no interval whose meaning is published
            td_interval(1, '1d', 'Mars') | unknown time zone 'Mars'
            td_time_parse('yesterday') | 'yesterday' is no time such as 2013-01-01 or 2013-01-01 00:00:00
            td_time_range(1, '2013-01-01', 'PDT') | 'PDT' is no time such as 2013-01-01 or 2013-01-01 00:00:00
            td_time_add(1, '1M') | TD_TIME_ADD: '1M' is no duration of w, d, h, m and s
            td_time_string(1, 'x!') | TD_TIME_STRING: 'x!' is none of its codes
            td_date_trunc('days', 1) | TD_DATE_TRUNC: 'days' is no unit
            'a' + 1 | line 1:12: Cannot apply operator: varchar(1) + integer
            nosuch | line 1:8: Column 'nosuch' cannot be resolved
            """)
    void whatIsWrongIsSaidInTheEnginesWords(String expression, String message) {
        assertThatThrownBy(() -> row("select " + expression))
                .isInstanceOf(QueryException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theSchemaIsAppliedOnReading() throws QueryException {
        imports.table("mixed", Map.of("uid", "string", "n", "long", "x", "double"));
        imports.addRows("mixed", "one", rows -> {
            rows.accept(Map.of("time", 1L, "uid", "7", "n", 1L, "x", 0.5));
            rows.accept(Map.of("time", 2L, "uid", 7L, "n", "12", "x", 3L, "other", "skipped"));
            rows.accept(Map.of("time", 3L, "uid", 0.5, "n", "many", "x", "wide"));
            rows.accept(Map.of("time", 4L));
        });
        imports.addRows("mixed", "two", rows -> rows.accept(Map.of("time", 5L, "uid", "ä")));
        assertThat(rows("select time, uid, n, x from mixed order by 1"))
                .containsExactly(
                        List.of(1L, "7", 1L, 0.5),
                        List.of(2L, "7", 12L, 3.0),
                        Arrays.asList(3L, "0.5", null, null),
                        Arrays.asList(4L, null, null, null),
                        Arrays.asList(5L, "ä", null, null));
        assertThat(row("select count(*), count(distinct uid) from mixed")).containsExactly(5L, 3L);
    }

    @Test
    void booleansAreOneAndZeroInNumericColumns() throws QueryException {
        imports.table("flags", Map.of("n", "long", "x", "double", "s", "string"));
        imports.addRows("flags", "one", rows -> {
            rows.accept(Map.of("time", 1L, "n", true, "x", true, "s", true));
            rows.accept(Map.of("time", 2L, "n", false, "x", false, "s", false));
        });
        assertThat(rows("select n, x, s from flags order by time"))
                .containsExactly(List.of(1L, 1.0, "true"), List.of(0L, 0.0, "false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'a;b';",
                "select 'a;b' ; ;\n",
                "-- first\nselect 'a;b'; -- last; or not\n",
                "/* ; */ select 'a;b' /* ; */;",
                "select /* \uD83D\uDE00 */ 'a;b';"
            })
    void semicolonsMayEndAStatement(String sql) throws QueryException {
        assertThat(row(sql)).containsExactly("a;b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            insert into empty values (1) | INSERT is not run by this sandbox
            INSERT INTO empty SELECT 1; | INSERT is not run by this sandbox
            create table t (a varchar) | CREATE TABLE is not run by this sandbox
            create table t as select 1 a | CREATE TABLE is not run by this sandbox
            drop table if exists t | DROP TABLE is not run by this sandbox
            delete from t where time < 5 | DELETE is not run by this sandbox
            update t set a = 1 | UPDATE is not run by this sandbox
            truncate table t | TRUNCATE is not run by this sandbox
            use shop | USE is not run by this sandbox
            set session a = 'b' | SET is not run by this sandbox
            -- comment <newline>/* and */ alter table t rename to u | ALTER TABLE is not run by this sandbox
            select 1; select 2 | line 1:9: mismatched input ';'
            insert nonsense | line 1:8: mismatched input 'nonsense'
            """)
    void whatTheEngineDoesNotRunIsRefusedByItsName(String sql, String message) {
        assertThatThrownBy(() -> row(sql.replace("<newline>", "\n")))
                .isInstanceOf(QueryException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void tablesAndColumnsCanBeLookedUp() throws QueryException {
        imports.table("empty", Map.of("a", "array<string>"));
        assertThat(rows("show tables")).contains(List.of("empty"));
        assertThat(rows("describe empty"))
                .containsExactly(List.of("a", "varchar", "", ""), List.of("time", "bigint", "", ""));
        assertThat(rows("select column_name from information_schema.columns where table_name = 'empty'"))
                .containsExactly(List.of("a"), List.of("time"));
        assertThat(rows("select * from empty")).isEmpty();
    }

    @Test
    void aLongQueryStopsWhenItIsCancelled() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<QueryResult> answer = thread.submit(() -> engine.run(
                    query("select count(*) from unnest(sequence(1, 10000)) a (x)"
                            + " cross join unnest(sequence(1, 10000)) b (y) cross join unnest(sequence(1, 10000)) c (z)"
                            + " where x * y % 7 = z % 5"),
                    () -> {
                        running.countDown();
                        return cancelled.get();
                    }));
            await().until(() -> running.getCount() == 0 || answer.isDone());
            cancelled.set(true);
            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            QueryException.class,
                            e -> assertThat(e.isCancelled()).isTrue());
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void severalQueriesRunAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> queries = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                String sql = "select sum(x) + " + number + " from unnest(sequence(1, 1000)) t (x)";
                queries.add(() -> row(sql).get(0));
            }
            List<Object> answers = new ArrayList<>();
            for (Future<Object> answer : threads.invokeAll(queries)) {
                answers.add(answer.get());
            }
            assertThat(answers).hasSize(20).first().isEqualTo(500500L);
            assertThat(answers.get(19)).isEqualTo(500519L);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Query query(String sql) {
        return new Query(Imports.DATABASE, sql, TimeIntervalTest.NOW, Optional.empty());
    }

    private static List<List<Object>> rows(String sql) throws QueryException {
        return engine.run(query(sql), () -> false).rows();
    }

    private static List<Object> row(String sql) throws QueryException {
        return rows(sql).get(0);
    }
}
