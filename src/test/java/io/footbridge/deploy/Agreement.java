package io.footbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What the manifests and Footbridge have to agree on. */
final class Agreement {

    static final String CONF_D = "/etc/camel/conf.d";
    static final String CREDENTIALS = "footbridge-credentials";
    static final String LIVE = "/observe/health/live";
    static final String READY = "/observe/health/ready";

    private static final Map<String, String> SECRETS = Map.of(
            "td.api-key", "1/0123456789abcdef0123456789abcdef01234567\n",
            "s3.access-key-id", "id\n",
            "s3.secret-access-key", "secret\n");

    private Agreement() {}

    /**
     * Lays the secret out beside what is mounted already, and reads all of it as Footbridge does at its start.
     *
     * @param conf what is mounted at {@link #CONF_D}
     * @param directory the working directory
     */
    static void assertStarts(Path conf, Path directory) throws Exception {
        Path secret = Files.createDirectories(conf.resolve("_secrets").resolve(CREDENTIALS));
        for (Map.Entry<String, String> file : SECRETS.entrySet()) {
            Files.writeString(secret.resolve(file.getKey()), file.getValue());
        }

        Settings settings = Settings.read(Map.of("CAMEL_K_CONF_D", conf.toString()), directory);

        assertThat(settings.unknown()).isEmpty();
        assertThat(settings.mounted()).isEmpty();
        assertThat(settings.get(Setting.S3_BUCKET)).startsWith("example-");
        assertThat(settings.get(Setting.TD_API_KEY))
                .isEqualTo(SECRETS.get("td.api-key").strip());
    }

    static int managementPort() throws IOException {
        return Integer.parseInt(byDefault(Setting.MANAGEMENT_PORT));
    }

    /** What application.properties says. */
    static String byDefault(Setting setting) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("application.properties"))) {
            properties.load(in);
        }
        return properties.getProperty(setting.key());
    }
}
