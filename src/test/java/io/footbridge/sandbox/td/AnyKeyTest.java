package io.footbridge.sandbox.td;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDColumnType;
import com.treasuredata.client.model.TDResultFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys of records can be any text; in SQL every column has a name of its own. */
@Timeout(120)
class AnyKeyTest {

    @TempDir
    private static Path folder;

    private static ApiFixture api;

    private String table;

    @BeforeAll
    static void start() {
        api = new ApiFixture(folder);
        api.client().createDatabase("cameras");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void make(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        api.client().createTable("cameras", table);
    }

    @Test
    void givesEveryKeyANameInSql() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("time", 5L);
        List.of("UID", "uid", "Uid", "", "9 lives", "Frame-Index", "日本", "Time", "order", "_", "a.b", "a b")
                .forEach(key -> row.put(key, "<" + key + ">"));

        imports(row);

        assertThat(api.td().columns("cameras", table))
                .extracting(Column::key, Column::name)
                .containsExactly(
                        tuple("UID", "uid_1"),
                        tuple("uid", "uid"),
                        tuple("Uid", "uid_2"),
                        tuple("", "__1"),
                        tuple("9 lives", "_9_lives"),
                        tuple("Frame-Index", "frame_index"),
                        tuple("日本", "__2"),
                        tuple("Time", "time_1"),
                        tuple("order", "order"),
                        tuple("_", "_"),
                        tuple("a.b", "a_b"),
                        tuple("a b", "a_b_1"));
        assertThat(answer("select uid, uid_1, uid_2, __1, \"order\", time, time_1, a_b_1 from " + table))
                .isEqualTo("[\"<uid>\",\"<UID>\",\"<Uid>\",\"<>\",\"<order>\",5,\"<Time>\",\"<a b>\"]\n");
    }

    @Test
    void keepsItsNamesWhenMoreKeysCome() {
        imports(Map.of("time", 1L, "UID", "first"));
        imports(Map.of("time", 2L, "uid", "second"));

        assertThat(answer("select uid, uid_1 from " + table + " order by time"))
                .isEqualTo("[\"first\",null]\n[null,\"second\"]\n");
        assertThat(api.client().showTable("cameras", table).getColumns())
                .extracting(TDColumn::getName)
                .containsExactly("uid", "uid_1");
    }

    @Test
    void givesNamesInASchemaThatAClientSends() {
        api.client()
                .updateTableSchema(
                        "cameras",
                        table,
                        List.of(
                                new TDColumn("Frame Index", TDColumnType.LONG),
                                new TDColumn("frame_index", TDColumnType.LONG)));
        api.client().appendTableSchema("cameras", table, List.of(new TDColumn("FRAME_INDEX", TDColumnType.LONG)));

        assertThat(api.td().columns("cameras", table))
                .extracting(Column::name)
                .containsExactly("frame_index_1", "frame_index", "frame_index_2");
        assertThat(answer("select * from " + table)).isEmpty();
    }

    @Test
    void refusesASecondColumnOfOneKeyOrName() {
        TDColumn column = new TDColumn("number", TDColumnType.LONG, "n".getBytes(StandardCharsets.UTF_8));
        TDColumn sameName = new TDColumn("number", TDColumnType.LONG, "m".getBytes(StandardCharsets.UTF_8));

        assertRefused(List.of(column, column), "column n is there twice");
        assertRefused(List.of(column, sameName), "column name number is reserved or there twice");
        assertRefused(
                List.of(new TDColumn("time", TDColumnType.LONG, "n".getBytes(StandardCharsets.UTF_8))),
                "column name time is reserved");
        api.client().updateTableSchema("cameras", table, List.of(column, column), true);
        assertThat(api.td().columns("cameras", table)).containsExactly(new Column("n", "long", "number"));
    }

    private void assertRefused(List<TDColumn> schema, String message) {
        assertThatThrownBy(() -> api.client().updateTableSchema("cameras", table, schema))
                .isInstanceOfSatisfying(
                        TDClientHttpException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(422))
                .hasMessageContaining(message);
    }

    private void imports(Map<String, Object> row) {
        api.client().importBytes("cameras", table, Bodies.of(List.of(row)));
    }

    private static String answer(String sql) {
        String id = api.run(sql);
        assertThat(api.client().jobInfo(id).getCmdOut()).isEqualTo("");
        return api.text(id, TDResultFormat.JSON);
    }
}
