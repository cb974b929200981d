package io.footbridge.lint.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.settings.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the files that a start would take: routes beside the jar stand in for those inside as a whole, and a Kamelet for the
 * one of its name.
 */
public final class SourceFiles {

    /** What the routes' and the settings' names begin with in the jar, where no application looks that is not Footbridge. */
    public static final String IN_JAR = "io/footbridge/";

    static final String KAMELET = ".kamelet.yaml";

    /** What the name of a file must end with in a folder, to be read by a start. */
    static final Map<String, String> ENDINGS = Map.of("routes", ".camel.yaml", "kamelets", KAMELET);

    private static final Map<String, Origin.Part> PARTS =
            Map.of("routes", Origin.Part.ROUTES, "kamelets", Origin.Part.KAMELETS);

    /** In the jar; Kamelets lie where every Camel looks for them. */
    private static final Pattern SHIPPED =
            Pattern.compile(IN_JAR + "(routes/[^/]+\\.camel\\.yaml)|(kamelets/[^/]+\\.kamelet\\.yaml)");

    /** A file that is always beside the routes in the jar, and leads to them. */
    private static final String LANDMARK = IN_JAR + "application.properties";

    private static final Pattern YAML = Pattern.compile("(?i)[^.].*\\.ya?ml");

    /** Where something begins that only Camel takes; other files, such as a kustomization, may lie beside the routes. */
    private static final Pattern FOR_CAMEL = Pattern.compile(
            "(?m)^(- *(from|route\\w*|templatedRoute|beans|dataFormats|errorHandler|on(Exception|Completion)"
                    + "|intercept\\w*|rest\\w*) *:|kind: *(Kamelet|Integration|Pipe)\\b)");

    private static Map<String, String> shipped;

    private SourceFiles() {}

    /**
     * Reads them, in the order of their names, and with them what should have been one by its content, but not by its name.
     *
     * @param origin says where {@code routes/} and {@code kamelets/} are
     */
    public static List<SourceFile> of(Origin origin) throws IOException {
        Map<String, SourceFile> files = new TreeMap<>();
        Map<String, String> inJar = shipped();
        boolean ownRoutes = origin.find(Origin.Part.ROUTES).isPresent();
        inJar.forEach((name, text) -> {
            if (!ownRoutes || name.startsWith("kamelets/")) {
                files.put(name, new SourceFile(name, text, true));
            }
        });
        for (Map.Entry<String, Origin.Part> part : PARTS.entrySet()) {
            Optional<Path> beside = origin.find(part.getValue());
            if (beside.isPresent()) {
                read(beside.get(), part.getKey())
                        .forEach((name, text) ->
                                files.put(name, new SourceFile(name, text, text.equals(inJar.get(name)))));
            }
        }
        return List.copyOf(files.values());
    }

    /** The routes that the jar brings, such as {@code routes/file.camel.yaml}, in the order of their names. */
    public static List<String> shippedRoutes() throws IOException {
        return shipped().keySet().stream()
                .filter(name -> name.startsWith("routes/"))
                .toList();
    }

    /** Read once: the jar does not change, and has many entries. */
    private static synchronized Map<String, String> shipped() throws IOException {
        if (shipped == null) {
            URL landmark = SourceFiles.class.getClassLoader().getResource(LANDMARK);
            if (landmark == null) {
                throw new IOException(LANDMARK + " is missing from the jar");
            }
            shipped = landmark.openConnection() instanceof JarURLConnection connection
                    ? readJar(connection.getJarFile())
                    : readClasses(landmark);
        }
        return shipped;
    }

    /** The jar as the class loader has it open already, which is not to be closed. */
    private static Map<String, String> readJar(JarFile jar) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (JarEntry entry : jar.stream()
                .filter(each -> SHIPPED.matcher(each.getName()).matches())
                .toList()) {
            try (InputStream in = jar.getInputStream(entry)) {
                texts.put(entry.getName().replaceFirst("^" + IN_JAR, ""), new String(in.readAllBytes(), UTF_8));
            }
        }
        return texts;
    }

    private static Map<String, String> readClasses(URL landmark) throws IOException {
        try {
            Path inJar = Path.of(landmark.toURI()).getParent();
            Map<String, String> texts = read(inJar.resolve("routes"), "routes");
            texts.putAll(read(inJar.resolve("../../kamelets"), "kamelets"));
            return texts;
        } catch (URISyntaxException e) {
            throw new IOException("the folders cannot be found at " + landmark, e);
        }
    }

    private static Map<String, String> read(Path path, String folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> listed = Files.list(path)) {
            for (Path file : listed.toList()) {
                String name = file.getFileName().toString();
                boolean named = name.endsWith(ENDINGS.get(folder));
                if (named || YAML.matcher(name).matches()) {
                    // Not readString: a byte that is no UTF-8 is for the reader of the YAML to complain about.
                    String text = new String(Files.readAllBytes(file), UTF_8);
                    if (named || FOR_CAMEL.matcher(text).find()) {
                        texts.put(folder + "/" + name, text);
                    }
                }
            }
        }
        return texts;
    }
}
