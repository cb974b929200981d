package io.footbridge.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.sandbox.MountedVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings in the files that Camel K mounts, laid out with the links of Kubernetes. */
class MountedConfigurationTest {

    private static final String KEY = "1/0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path directory;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void point() {
        environment.put("CAMEL_K_CONF_D", folder.toString());
        environment.put("S3_BUCKET", "exports");
        environment.put("TD_API_KEY", KEY);
        environment.put("TD_DATABASE", "footbridge");
    }

    @Test
    void eachPlaceOverridesTheNext() throws Exception {
        Files.writeString(
                directory.resolve("application.properties"),
                "td.table=beside\ns3.region=beside\ns3.prefix=beside/\ns3.failed-prefix=f/\n");
        Files.writeString(folder.resolve("user.properties"), "td.table=user\ns3.region=user\ns3.prefix=user/\n");
        configMap("settings", Map.of("td.table", "config_map", "s3.region", "config-map"));
        secret("credentials", Map.of("td.table", "secret"));

        assertThat(read().get(Setting.TD_TABLE)).isEqualTo("secret");
        assertThat(read().get(Setting.S3_REGION)).isEqualTo("config-map");
        assertThat(read().get(Setting.S3_PREFIX)).isEqualTo("user/");
        assertThat(read().get(Setting.S3_FAILED_PREFIX)).isEqualTo("f/");
        assertThat(read().get(Setting.S3_IMPORTED_PREFIX)).isEqualTo("imported/");

        environment.put("TD_TABLE", "environment");
        assertThat(read().get(Setting.TD_TABLE)).isEqualTo("environment");
    }

    @Test
    void fileOfASecretIsAPropertyWithoutTheLineBreakAtItsEnd() throws Exception {
        environment.remove("TD_API_KEY");
        secret("td-credentials", Map.of("td.api-key", KEY + "\n"));

        assertThat(read().get(Setting.TD_API_KEY)).isEqualTo(KEY);
    }

    @Test
    void fileOfPropertiesHoldsSeveral() throws Exception {
        secret("s3", Map.of("s3.properties", "s3.access-key-id=id\ns3.secret-access-key=secret\n"));

        assertThat(read().get(Setting.S3_ACCESS_KEY_ID)).isEqualTo("id");
        assertThat(read().get(Setting.S3_SECRET_ACCESS_KEY)).isEqualTo("secret");
    }

    @Test
    void ofTwoSecretsTheLastByNameWins() throws Exception {
        secret("b", Map.of("td.table", "of_b"));
        secret("a", Map.of("td.table", "of_a"));

        assertThat(read().get(Setting.TD_TABLE)).isEqualTo("of_b");
    }

    @Test
    void updateOfTheVolumeIsWhatIsRead() throws Exception {
        MountedVolume volume = configMap("settings", Map.of("td.table", "before"));
        assertThat(read().get(Setting.TD_TABLE)).isEqualTo("before");

        volume.put(Map.of("td.table", "after"));

        assertThat(read().get(Setting.TD_TABLE)).isEqualTo("after");
    }

    @Test
    void whatIsNoSettingIsForCamelAndTheRoutes() throws Exception {
        Files.writeString(
                folder.resolve("user.properties"), "camel.main.name=shop\nmy.own-key=1\nmy.empty=\ntd.table=t_1\n");
        secret("other", Map.of("password", "hunter2\n"));
        environment.put("MY_OWN_KEY", "2");

        assertThat(read().mounted())
                .containsOnly(
                        Map.entry("camel.main.name", "shop"),
                        Map.entry("my.empty", ""),
                        Map.entry("password", "hunter2"));
        assertThat(read().toString()).doesNotContain("hunter2");
    }

    @Test
    void misspelledKeysAreFound() throws Exception {
        configMap("settings", Map.of("td.tabel", "visitors", "my.own", "1"));

        assertThat(read().unknown())
                .containsExactly(
                        new UnknownName("my.own", mounted("my.own"), Optional.empty(), false, false),
                        new UnknownName("td.tabel", mounted("td.tabel"), Optional.of("td.table"), true, false));
    }

    @Test
    void malformedSecretIsNotShown() throws Exception {
        environment.remove("TD_API_KEY");
        secret("td-credentials", Map.of("td.api-key", "1/hunter2"));

        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("td.api-key (TD_API_KEY) is malformed;")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void fileThatCannotBeReadIsNamedAndNotShown() throws Exception {
        secret("escapes", Map.of("x.properties", "password=hunter2\\u12"));
        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsException.class)
                .hasMessage(folder.resolve("_secrets/escapes/x.properties")
                        + " cannot be read: a \\u in it is not followed by four hexadecimal digits;"
                        + " write \\\\ for a backslash");
    }

    @Test
    void fileThatIsNotUtf8IsNamed() throws Exception {
        Files.write(folder.resolve("user.properties"), "name=Zürich".getBytes(ISO_8859_1));

        assertThatThrownBy(this::read)
                .isInstanceOf(SettingsException.class)
                .hasMessage(folder.resolve("user.properties")
                        + " cannot be read: line 1 is not UTF-8; save the file as UTF-8");
    }

    @Test
    void nothingMountedIsNothingRead() throws Exception {
        environment.put("CAMEL_K_CONF_D", folder.resolve("missing").toString());
        assertThat(read().mounted()).isEmpty();

        environment.remove("CAMEL_K_CONF_D");
        assertThat(read().get(Setting.TD_TABLE)).isEqualTo("sense_video");
    }

    private String mounted(String key) {
        return folder.resolve("_configmaps/settings").resolve(key).toString();
    }

    private Settings read() throws SettingsException {
        return Settings.read(environment, directory);
    }

    private MountedVolume configMap(String name, Map<String, String> content) throws IOException {
        return new MountedVolume(folder.resolve("_configmaps").resolve(name)).put(content);
    }

    private void secret(String name, Map<String, String> content) throws IOException {
        new MountedVolume(folder.resolve("_secrets").resolve(name)).put(content);
    }
}
