package io.footbridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.application.Application;
import io.footbridge.application.Invocation;
import io.footbridge.edge.Lines;
import io.footbridge.edge.Requests;
import io.footbridge.sandbox.Leaks;
import io.footbridge.sandbox.td.TreasureData;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is given to a log by mistake, its text shows no secret. */
class SecretBeansTest {

    private static final String OURS = "io.footbridge.";
    private static final String PASSWORD = "password-of-the-proxy";

    private static final Map<String, String> ENVIRONMENT = environment();

    @TempDir
    private Path directory;

    @Test
    void noTextOfAnObjectShowsASecret() throws Exception {
        Invocation invocation = new Invocation(ENVIRONMENT, directory, System.out, System.err);
        try (Application application = invocation.application()) {
            List<Object> roots = new ArrayList<>(List.of(application.services()));
            Settings settings = application.settings();
            roots.addAll(List.of(
                    application,
                    invocation,
                    settings,
                    settings.proxies(),
                    settings.proxies()
                            .to(URI.create("https://api.treasuredata.com"))
                            .orElseThrow(),
                    application.services().td(),
                    application.services().impatientHealthCheck()));

            Map<String, List<String>> telling = new HashMap<>();
            Set<String> seen = new HashSet<>();
            for (Object each : reachable(roots)) {
                seen.add(each.getClass().getName());
                List<String> leaks = Leaks.in(String.valueOf(each), secrets());
                if (!leaks.isEmpty()) {
                    telling.put(each.getClass().getName(), leaks);
                }
            }

            assertThat(seen).contains(Invocation.class.getName(), OURS + "http.Proxy", OURS + "td.ApiKey");
            assertThat(telling).isEmpty();
        }
    }

    @Test
    void countsShowTheirNameOnly() {
        ObjectNode count =
                JsonNodeFactory.instance.objectNode().put("time", 1566198413).put("num_pedestrian", 7654321);

        Lines lines = new Requests().read(count, Map.of());

        assertThat(new String(lines.entry().content(), UTF_8)).contains("7654321");
        assertThat(lines).hasToString(lines.entry().name());
        assertThat(lines.entry()).hasToString(lines.entry().name());
    }

    @Test
    void noSecretIsAmongWhatRoutesMayName() throws Exception {
        try (Application application = new Invocation(ENVIRONMENT, directory, System.out, System.err).application()) {
            assertThat(Leaks.in(application.placeholders().toString(), secrets()))
                    .isEmpty();
        }
    }

    /** These, and the objects of our own classes that they lead to. */
    private static List<Object> reachable(List<Object> roots) throws IllegalAccessException {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> left = new ArrayDeque<>(roots);
        while (!left.isEmpty()) {
            Object next = left.pop();
            if (!found.add(next)) {
                continue;
            }
            for (Class<?> type = next.getClass(); isOurs(type); type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        Object value = field.get(next);
                        if (value instanceof Optional<?> optional) {
                            value = optional.orElse(null);
                        }
                        if (value != null && isOurs(value.getClass())) {
                            left.push(value);
                        }
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean isOurs(Class<?> type) {
        return type != null && type.getName().startsWith(OURS) && !type.isEnum();
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (Setting setting : Setting.values()) {
            if (setting.isSecret()) {
                environment.put(setting.variable(), "secret-of-" + setting.key());
            }
        }
        environment.put("TD_API_KEY", TreasureData.API_KEY);
        environment.put("S3_ACCESS_KEY_ID", "access-key");
        environment.put("S3_BUCKET", "exports");
        environment.put("TD_DATABASE", "shop");
        environment.put("HTTPS_PROXY", "http://user:" + PASSWORD + "@proxy.example:3128");
        return environment;
    }

    private static String[] secrets() {
        List<String> secrets = new ArrayList<>(List.of(PASSWORD));
        for (Setting setting : Setting.values()) {
            if (setting.isSecret()) {
                secrets.add(ENVIRONMENT.get(setting.variable()));
            }
        }
        return secrets.toArray(String[]::new);
    }
}
