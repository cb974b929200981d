package io.footbridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.camel.catalog.JSonSchemaResolver;

/** Finds what a component says of itself in its jar, without starting anything. */
final class ClassPathDescriptions implements JSonSchemaResolver {

    /** Where the jars of Camel say what they have. */
    static final String SERVICES = "META-INF/services/org/apache/camel/";

    private static final Pattern NAME = Pattern.compile("[\\w.+-]+");

    @Override
    public void setClassLoader(ClassLoader loader) {
        // There is one class path.
    }

    @Override
    public String getComponentJSonSchema(String name) {
        return described("component", name);
    }

    @Override
    public String getDataFormatJSonSchema(String name) {
        return described("dataformat", name);
    }

    @Override
    public String getLanguageJSonSchema(String name) {
        return described("language", name);
    }

    @Override
    public String getModelJSonSchema(String name) {
        return NAME.matcher(name.substring(name.indexOf('/') + 1)).matches()
                ? read("META-INF/org/apache/camel/model/" + name + ".json")
                : null;
    }

    @Override
    public String getTransformerJSonSchema(String name) {
        return null;
    }

    @Override
    public String getDevConsoleJSonSchema(String name) {
        return null;
    }

    @Override
    public String getOtherJSonSchema(String name) {
        return null;
    }

    @Override
    public String getMainJsonSchema() {
        return null;
    }

    @Override
    public String getJBangJsonSchema() {
        return null;
    }

    @Override
    public String getPojoBeanJSonSchema(String name) {
        return null;
    }

    /** Whether the class path has a file of that name in a folder. */
    static boolean has(String folder, String name) {
        return NAME.matcher(name).matches()
                && ClassPathDescriptions.class.getClassLoader().getResource(folder + "/" + name) != null;
    }

    /** The description lies in the package of the class that the service file names. */
    private static String described(String kind, String name) {
        String service = NAME.matcher(name).matches() ? read(SERVICES + kind + "/" + name) : null;
        if (service == null) {
            return null;
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(service));
        } catch (IOException e) {
            throw new UncheckedIOException("a string is always read", e);
        }
        String type = properties.getProperty("class", "");
        String folder = type.substring(0, Math.max(0, type.lastIndexOf('.'))).replace('.', '/');
        return read("META-INF/" + folder + "/" + name + ".json");
    }

    private static String read(String resource) {
        try (InputStream in = ClassPathDescriptions.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? null : new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " in the jar cannot be read", e);
        }
    }
}
