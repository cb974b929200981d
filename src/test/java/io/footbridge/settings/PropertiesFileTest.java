package io.footbridge.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An application.properties as editors save it")
class PropertiesFileTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "S3_BUCKET", "exports", "TD_API_KEY", "1/0123456789abcdef0123456789abcdef01234567", "TD_DATABASE", "shop");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("application.properties");
    }

    static Stream<Arguments> utf16() {
        return Stream.of(
                Arguments.of("\uFEFF", UTF_16LE),
                Arguments.of("\uFEFF", UTF_16BE),
                Arguments.of("", UTF_16LE),
                Arguments.of("", UTF_16BE));
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstKey() throws Exception {
        Files.writeString(file, "\uFEFFtd.table=visitors\r\n", UTF_8);

        Settings settings = Settings.read(REQUIRED, directory);

        assertThat(settings.get(Setting.TD_TABLE)).isEqualTo("visitors");
        assertThat(settings.unknown()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("utf16")
    void utf16IsSaidToBeThat(String mark, Charset charset) throws IOException {
        Files.write(file, (mark + "td.table=visitors\r\n").getBytes(charset));

        assertSays(file + " cannot be read: it is in UTF-16; save it as UTF-8");
    }

    @Test
    void theLineThatIsNotUtf8IsNamed() throws IOException {
        Files.write(file, "# Shops\ntd.table=visitors\n# Zürich\n".getBytes(ISO_8859_1));

        assertSays(file + " cannot be read: line 3 is not UTF-8; save the file as UTF-8");
    }

    @Test
    void aSequenceThatBreaksOffAtTheEndIsNotUtf8() throws IOException {
        Files.write(file, new byte[] {'a', '=', 'b', '\n', 'c', '=', (byte) 0xE5, (byte) 0x87});

        assertSays(file + " cannot be read: line 2 is not UTF-8; save the file as UTF-8");
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        Files.createDirectory(file);

        assertSays(file + " cannot be read: it is a folder");
    }

    @Test
    void aLinkThatLeadsNowhereIsNoMissingFile() throws IOException {
        Files.createSymbolicLink(file, directory.resolve("nowhere"));

        assertSays(file + " cannot be read: it is a link to a file that is not there");
    }

    @Test
    void aHalfEscapeIsExplained() throws IOException {
        Files.writeString(file, "folder=c:\\users\\hunter2\n");

        assertSays(file + " cannot be read: a \\u in it is not followed by four hexadecimal digits;"
                + " write \\\\ for a backslash");
    }

    private void assertSays(String message) {
        assertThatThrownBy(() -> Settings.read(REQUIRED, directory))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }
}
