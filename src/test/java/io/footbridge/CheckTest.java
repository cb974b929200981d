package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.lint.Mistake;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The mistakes of {@code route-mistakes.yaml}, one by one, in a copy of the real routes. */
class CheckTest {

    /** The routes and the kamelets that there are. */
    private static final int FILES = files();

    private static final Map<String, Map<String, Object>> MISTAKES = mistakes();

    private static Bridge bridge;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        bridge = Bridge.start(folder);
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    private static int files() {
        int files = 0;
        for (Path folder : List.of(Path.of("routes"), Path.of("kamelets"))) {
            files += folder.toFile()
                    .list((in, name) -> name.endsWith(".camel.yaml") || name.endsWith(".kamelet.yaml"))
                    .length;
        }
        return files;
    }

    static Stream<String> names() {
        return MISTAKES.keySet().stream();
    }

    /** One mistake of each kind: what a start does with it is the same for all of a kind. */
    static Stream<String> oneOfEachKind() {
        Set<Object> kinds = new HashSet<>();
        return names().filter(name -> kinds.add(MISTAKES.get(name).get("word")));
    }

    static Stream<String> stylish() {
        return names().filter(name -> isStyle(MISTAKES.get(name)));
    }

    @Test
    void everyRealRoutePasses() {
        Bridge.Answer answer = bridge.run("check", "--offline", "--style");

        assertThat(answer.out())
                .isEqualTo(
                        "settings: application.properties, routes: routes, Kamelets: kamelets, queries: sql\nchecked "
                                + FILES + " files: 0 mistakes, 0 remarks on style\n");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
    }

    @Test
    void everyRealRouteThatIsCopiedPasses() throws IOException {
        RouteFiles.copyTo(directory);

        assertThat(bridge.run(directory, "check", "--offline").out())
                .startsWith("settings: the jar, routes: " + directory.resolve("routes") + ", ")
                .endsWith("\nchecked " + FILES + " files: 0 mistakes\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPlantedMistakeIsFoundWhereItIs(String name) throws IOException {
        Map<String, Object> mistake = MISTAKES.get(name);
        String place = plant(mistake);

        Bridge.Answer answer = bridge.run(directory, "check", "--offline", "--style");

        int others = (Integer) mistake.getOrDefault("others", 0);
        int wrong = isStyle(mistake) ? 0 : 1;
        assertThat(answer.status()).isEqualTo(wrong);
        assertThat(answer.out()).contains(place + mistake.get("word") + ": ").doesNotContain("planted-secret");
        assertThat(answer.out().lines()).as(answer.out()).hasSize(3 + others);
        assertThat(answer.out().lines().filter(line -> line.startsWith(place)))
                .anySatisfy(line -> assertThat(line).contains((String) mistake.get("says")));
        assertThat(answer.out())
                .contains("checked " + FILES + " files: " + (wrong + others) + " mistake", (1 - wrong) + " remark");
    }

    @ParameterizedTest
    @MethodSource("stylish")
    void styleIsShownOnlyWhereItIsAskedFor(String name) throws IOException {
        plant(MISTAKES.get(name));

        Bridge.Answer answer = bridge.run(directory, "check", "--offline");

        assertThat(answer.out())
                .endsWith("\nchecked " + FILES + " files: 0 mistakes\n")
                .hasLineCount(2);
        assertThat(answer.status()).isZero();
    }

    /** But for a file of another name, which {@link PlantedMistakesTest} has. */
    @Test
    void everyMistakeIsPlanted() {
        assertThat(MISTAKES.values().stream()
                        .map(mistake -> mistake.get("word"))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Mistake.values())
                        .filter(mistake -> mistake != Mistake.UNREAD_FILE)
                        .map(Mistake::word)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void nothingStartsWithABrokenRoute(String name) throws IOException {
        Map<String, Object> mistake = MISTAKES.get(name);
        String place = plant(mistake);

        Bridge.Answer answer = bridge.run(directory, "import");

        if (!isStyle(mistake)) {
            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.err().lines()).allMatch(line -> line.startsWith("footbridge: routes/"));
            assertThat(answer.err()).contains("footbridge: " + place).doesNotContain("planted-secret");
            assertThat(answer.out()).isEmpty();
        } else {
            assertThat(answer.status()).as(answer.err()).isZero();
        }
    }

    /** Camel takes more forms than the one that is drawn, and nobody shall be kept from using them. */
    @Test
    void whatCamelTakesStopsNoStart() throws IOException {
        RouteFiles.copyTo(directory);
        Files.writeString(directory.resolve("routes/more.camel.yaml"), """
                - route:
                    autoStartup: false
                    from:
                      uri: quartz:more?cron=0+0/5+*+*+*+?
                      steps:
                        - log: "${body} {{s3.bucket}}"
                        - setBody:
                            simple: "${body} at ${date:now:yyyy}"
                        - filter:
                            simple: "${body} != null && ${header.a} == 'x'"
                            steps:
                              - delay:
                                  constant: 1000
                              - toD: "direct:${header.to}"
                        - split:
                            tokenize: "\\n"
                            steps:
                              - to: log:more?level=INFO&showAll=true
                        - to:
                            uri: "aws2-s3:{{s3.bucket}}"
                            parameters:
                              amazonS3Client: "#bucket"
                              useDefaultCredentialsProvider: false
                              keyName: "{{more.name:a b}}"
                        - to: "http://localhost:80/x?bridgeEndpoint=true&camera=7"
                        - process:
                            ref: in-progress-default
                - routeTemplate:
                    id: from-anywhere
                    parameters:
                      - name: where
                    from:
                      uri: direct:{{where}}
                      steps:
                        - log: "{{where}}"
                """);

        assertThat(bridge.run(directory, "check", "--offline").out())
                .endsWith("checked " + (FILES + 1) + " files: 0 mistakes\n");
    }

    @Test
    void nothingIsImportedWhereTheRouteThatTakesExportsIsMissing() throws IOException {
        Path routes = RouteFiles.copyTo(directory);
        Files.delete(routes.resolve("poll.camel.yaml"));

        Bridge.Answer dangling = bridge.run(directory, "import");
        assertThat(dangling.err()).contains("routes/replay.camel.yaml:", ": missing-target: ");
        assertThat(dangling.status()).isEqualTo(1);

        try (Stream<Path> files = Files.list(routes)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.writeString(routes.resolve("mine.camel.yaml"), """
                - from:
                    uri: direct:mine
                    steps:
                      - log: "${body}"
                """);

        Bridge.Answer idle = bridge.run(directory, "import");
        assertThat(idle.err())
                .contains("no route 'poll' takes exports from the bucket: is poll.camel.yaml missing from routes/?");
        assertThat(idle.status()).isEqualTo(1);
    }

    @Test
    void aFolderWithoutARouteIsAMistakeToCheckToo() throws IOException {
        Files.createDirectory(directory.resolve("routes"));

        Bridge.Answer answer = bridge.run(directory, "check", "--offline");

        assertThat(answer.err()).contains("there is no route in ");
        assertThat(answer.status()).isEqualTo(1);
    }

    @Test
    void aKeyThatSomebodyAddedToTheSettingsIsAPlaceholder() throws IOException {
        RouteFiles.copyTo(directory);
        replace("poll.camel.yaml", "maxMessagesPerPoll: 1000", "maxMessagesPerPoll: \"{{poll.page}}\"");
        Files.writeString(directory.resolve("application.properties"), "poll.page=500\n");
        assertThat(bridge.run(directory, "check", "--offline").status()).isZero();

        Files.writeString(directory.resolve("application.properties"), "poll.page=some\n");

        assertThat(bridge.run(directory, "check", "--offline").out()).contains("maxMessagesPerPoll is 'some'");
    }

    @Test
    void whatCamelIsGivenInTheSettingsIsThere() throws IOException {
        RouteFiles.copyTo(directory);
        Files.writeString(directory.resolve("routes/more.camel.yaml"), """
                - from:
                    uri: timer:more
                    steps:
                      - bean:
                          ref: mine
                          method: size
                      - to:
                          uri: kamelet:treasure-data-sink
                          parameters:
                            database: shop
                            table: visitors
                """);
        assertThat(bridge.run(directory, "check", "--offline").out())
                .contains("there is no bean 'mine'", "treasure-data-sink needs the property 'apiKey'");

        Files.writeString(directory.resolve("application.properties"), """
                camel.beans.mine=#class:java.util.ArrayList
                camel.kamelet.treasure-data-sink.apiKey=#bean:td-key
                """);

        assertThat(bridge.run(directory, "check", "--offline").out())
                .endsWith("\nchecked " + (FILES + 1) + " files: 0 mistakes\n")
                .hasLineCount(2);
    }

    @Test
    void whatAKameletSaysAndTakesIsChecked() throws IOException {
        RouteFiles.copyTo(directory);
        Path kamelets = Files.createDirectory(directory.resolve("kamelets"));
        Files.writeString(kamelets.resolve("echo-sink.kamelet.yaml"), """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: echo-sink
                spec:
                  definition:
                    title: Echo
                    description: Says what it is given
                    required:
                      - level
                    properties:
                      level:
                        title: Level
                        description: How loud.
                        type: string
                      colour:
                        type: string
                  template:
                    route:
                      id: echo
                      description: Say it
                      from:
                        id: take-what
                        uri: kamelet:source
                        steps:
                          - log:
                              id: say
                              loggingLevel: "{{level}}"
                              logName: "{{volume}}"
                              mesage: What
                """);
        replace("post.camel.yaml", "uri: kamelet:treasure-data-sink", "uri: kamelet:echo-sink");

        Bridge.Answer answer = bridge.run(directory, "check", "--offline");

        assertThat(answer.out())
                .doesNotContain("colour")
                .contains("kamelets/echo-sink.kamelet.yaml:30: schema: 'mesage' has no place here")
                .contains("kamelets/echo-sink.kamelet.yaml:29: bad-placeholder: {{volume}} is not in")
                .contains("missing-option: echo-sink needs the property 'level'")
                .contains("unknown-option: echo-sink has no property 'apiServer'")
                .contains("checked " + (FILES + 1) + " files: ");
    }

    @Test
    void aWrongSettingStopsIt() {
        try (Bridge other = Bridge.start(directory)) {
            Bridge.Answer answer = other.set("SCHEDULE_CRON", "every night").run("check", "--offline");

            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.err()).startsWith("footbridge: schedule.cron (SCHEDULE_CRON) is 'every night'");
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox does not start", e);
        }
    }

    @Test
    void bothTargetsAreAsked() throws IOException {
        assertThat(bridge.run("check").out())
                .contains(
                        "\nS3 answers\n",
                        "\nTreasure Data answers\n",
                        "\nthe import server " + bridge.td().endpoint() + " answers\n");
        try (Bridge other = Bridge.start(directory)) {
            other.set("S3_BUCKET", "no-such-bucket").set("TD_API_KEY", TreasureData.API_KEY.replace("5a", "b5"));

            Bridge.Answer answer = other.run("check");

            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.out())
                    .contains("checked " + FILES + " files: 0 mistakes")
                    .contains("there is no bucket 'no-such-bucket'")
                    .contains("does not accept the key")
                    .doesNotContain("b5b5");
        }
    }

    @Test
    void theLeastPolicyNamesThePrefixesOfTheSettings() throws IOException {
        try (Bridge other = Bridge.start(directory)) {
            other.set("S3_PREFIX", "in$*/").set("S3_REGION", "cn-north-1");

            Bridge.Answer answer = other.run("check", "--iam-policy");

            assertThat(answer.status()).isZero();
            assertThat(answer.out())
                    .contains(
                            "\"arn:aws-cn:s3:::exports\"",
                            "\"s3:prefix\" : [ \"in${$}${*}/*\", \"failed/*\", \"imported/*\" ]")
                    .contains("\"arn:aws-cn:s3:::exports/in${$}${*}/*\"", "\"arn:aws-cn:s3:::exports/imported/*\"")
                    .contains("\"s3:DeleteObject\"")
                    .doesNotContain("\"s3:*\"", "\"arn:aws-cn:s3:::exports/*\"");
        }
    }

    private static boolean isStyle(Map<String, Object> mistake) {
        return Arrays.stream(Mistake.values())
                .filter(each -> each.word().equals(mistake.get("word")))
                .anyMatch(Mistake::isStyle);
    }

    /** Plants a mistake in a copy of the routes, and gives what its finding must begin with. */
    private String plant(Map<String, Object> mistake) throws IOException {
        RouteFiles.copyTo(directory);
        String file = (String) mistake.get("file");
        String edited = replace(file, (String) mistake.get("find"), (String) mistake.get("replace"));
        String at = (String) mistake.getOrDefault("at", mistake.get("replace"));
        int found = edited.indexOf(at);
        assertThat(found).as("'%s' is in %s", at, file).isNotNegative();
        long line = edited.substring(0, found)
                        .chars()
                        .filter(letter -> letter == '\n')
                        .count()
                + 1;
        return "routes/" + file + ":" + line + ": ";
    }

    private String replace(String file, String find, String replacement) throws IOException {
        Path path = directory.resolve("routes").resolve(file);
        String text = Files.readString(path);
        int found = text.indexOf(find);
        assertThat(found).as("'%s' is in %s", find, file).isNotNegative();
        String edited = text.substring(0, found) + replacement + text.substring(found + find.length());
        Files.writeString(path, edited);
        return edited;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> mistakes() {
        try (InputStream in = CheckTest.class.getResourceAsStream("route-mistakes.yaml")) {
            String text = new String(in.readAllBytes(), UTF_8);
            return (Map<String, Map<String, Object>>)
                    new Load(LoadSettings.builder().build()).loadFromString(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the mistakes cannot be read", e);
        }
    }
}
