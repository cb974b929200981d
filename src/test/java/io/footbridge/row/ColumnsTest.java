package io.footbridge.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

    @Test
    void listsColumnsInOrder() {
        Columns columns = new Columns("n:long,at:datetime,score:double,name:string,more:json");

        assertThat(columns.all())
                .containsExactly(
                        new Column("n", ColumnType.LONG),
                        new Column("at", ColumnType.DATETIME),
                        new Column("score", ColumnType.DOUBLE),
                        new Column("name", ColumnType.STRING),
                        new Column("more", ColumnType.JSON));
        assertThat(columns.size()).isEqualTo(5);
        assertThat(columns.indexOf("AT")).isEqualTo(1);
    }

    @Test
    void spaceBetweenColumnsMeansNothing() {
        assertThat(new Columns(" at:datetime ,\tn:long")).hasToString("at:datetime,n:long");
    }

    @Test
    void typesInTreasureDataAreStringLongAndDouble() {
        assertThat(new Columns("at:datetime,n:long,score:double,name:string,more:json").all())
                .extracting(column -> column.type().tdType())
                .containsExactly("string", "long", "double", "string", "string");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    n:long                     | no column of type datetime in 'n:long'
                    a:datetime,b:datetime      | more than one column of type datetime in 'a:datetime,b:datetime'
                    a:datetime,n:long,n:long   | column 'n' is listed twice or reserved
                    time:datetime              | column 'time' is listed twice or reserved
                    a:datetime,v:string        | column 'v' is listed twice or reserved
                    a:datetime,source_key:long | column 'source_key' is listed twice or reserved
                    a:datetime,                | column '' is not a name of lower-case letters, digits and '_'
                    a:datetime,N:long          | column 'N' is not a name of lower-case letters, digits and '_'
                    a:datetime,1n:long         | column '1n' is not a name of lower-case letters, digits and '_'
                    a:datetime,n               | column 'n' has the type '', not one of datetime, unix, long, double, string, json
                    a:datetime,n:int           | column 'n' has the type 'int', not one of datetime, unix, long, double, string, json; did you mean 'long'?
                    a:datetime,n:LONG          | column 'n' has the type 'LONG', not one of datetime, unix, long, double, string, json; did you mean 'long'?
                    """)
    void messageSaysWhatIsWrong(String list, String message) {
        assertThatThrownBy(() -> new Columns(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
