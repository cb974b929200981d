package io.footbridge.check;

import io.footbridge.settings.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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

    static final String ROUTES = ".camel.yaml";
    static final String KAMELET = ".kamelet.yaml";

    private static final String KAMELETS = "kamelets";
    private static final Map<String, String> FOLDERS = Map.of("routes", ROUTES, KAMELETS, KAMELET);

    /** What the routes' and the settings' names begin with in the jar, where no application looks that is not Footbridge. */
    public static final String IN_JAR = "io/footbridge/";

    /** Kamelets lie where every Camel looks for them. */
    private static final Map<String, String> FOLDERS_IN_JAR = Map.of("routes", IN_JAR + "routes", KAMELETS, KAMELETS);

    /** A file that is always beside the routes in the jar, and leads to them. */
    private static final String LANDMARK = IN_JAR + "application.properties";

    private static final Pattern YAML = Pattern.compile("(?i)[^.].*\\.ya?ml");

    /** Where something begins that only Camel takes; other files, such as a kustomization, may lie beside the routes. */
    private static final Pattern FOR_CAMEL = Pattern.compile(
            "(?m)^(- *(from|route\\w*|templatedRoute|beans|dataFormats|errorHandler|on(Exception|Completion)"
                    + "|intercept\\w*|rest\\w*) *:|kind: *(Kamelet|Integration|Pipe)\\b)");

    private static Map<String, String> shipped;

    private SourceFiles() {}

    /** What the name of a file must end with in a folder, to be read by a start. */
    static String suffixIn(String folder) {
        return FOLDERS.get(folder);
    }

    /**
     * Reads them, in the order of their names, and with them what should have been one by its content, but not by its name.
     *
     * @param origin says where {@code routes/} and {@code kamelets/} are
     * @throws IOException if one cannot be read
     */
    public static List<SourceFile> of(Origin origin) throws IOException {
        Map<String, String> shipped = shipped();
        List<SourceFile> files = new ArrayList<>();
        for (String folder : FOLDERS.keySet()) {
            Optional<Path> beside = origin.find(folder.equals(KAMELETS) ? Origin.Part.KAMELETS : Origin.Part.ROUTES);
            boolean own = beside.isPresent();
            Map<String, String> owned = own ? read(beside.get(), folder) : Map.of();
            owned.forEach((name, text) -> files.add(file(name, text, text.equals(shipped.get(name)))));
            if (!own || folder.equals(KAMELETS)) {
                shipped.forEach((name, text) -> {
                    if (name.startsWith(folder + "/") && !owned.containsKey(name)) {
                        files.add(file(name, text, true));
                    }
                });
            }
        }
        files.sort((a, b) -> a.name().compareTo(b.name()));
        return files;
    }

    private static SourceFile file(String name, String text, boolean shipped) {
        return new SourceFile(name, text, shipped);
    }

    /**
     * The routes that the jar brings, such as {@code routes/file.camel.yaml}, in the order of their names.
     *
     * @throws IOException if the jar cannot be read
     */
    public static List<String> shippedRoutes() throws IOException {
        return shipped().keySet().stream().filter(name -> name.endsWith(ROUTES)).toList();
    }

    /** Read once: the jar does not change, and has many entries. */
    private static synchronized Map<String, String> shipped() throws IOException {
        if (shipped == null) {
            shipped = readShipped();
        }
        return shipped;
    }

    private static Map<String, String> readShipped() throws IOException {
        URL landmark = SourceFiles.class.getClassLoader().getResource(LANDMARK);
        if (landmark == null) {
            throw new IOException(LANDMARK + " is missing from the jar");
        }
        if (landmark.openConnection() instanceof JarURLConnection connection) {
            return readJar(connection.getJarFile());
        }
        try {
            Path root = Path.of(landmark.toURI());
            for (int i = Path.of(LANDMARK).getNameCount(); i > 0; i--) {
                root = root.getParent();
            }
            return readFolders(root);
        } catch (URISyntaxException e) {
            throw new IOException("the folders cannot be found at " + landmark, e);
        }
    }

    /** The jar as the class loader has it open already, which is not to be closed. */
    private static Map<String, String> readJar(JarFile jar) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            for (String folder : FOLDERS.keySet()) {
                String start = FOLDERS_IN_JAR.get(folder) + "/";
                String name = entry.getName();
                if (name.startsWith(start)
                        && name.indexOf('/', start.length()) < 0
                        && name.endsWith(FOLDERS.get(folder))) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        texts.put(
                                folder + "/" + name.substring(start.length()),
                                new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return texts;
    }

    private static Map<String, String> readFolders(Path root) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String folder : FOLDERS.keySet()) {
            Path path = root.resolve(FOLDERS_IN_JAR.get(folder));
            if (Files.isDirectory(path)) {
                texts.putAll(read(path, folder));
            }
        }
        return texts;
    }

    private static Map<String, String> read(Path path, String folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> listed = Files.list(path)) {
            for (Path file : listed.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(FOLDERS.get(folder)) || YAML.matcher(name).matches()) {
                    // Not readString: a byte that is no UTF-8 is for the reader of the YAML to complain about.
                    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                    if (name.endsWith(FOLDERS.get(folder))
                            || FOR_CAMEL.matcher(text).find()) {
                        texts.put(folder + "/" + name, text);
                    }
                }
            }
        }
        return texts;
    }
}
