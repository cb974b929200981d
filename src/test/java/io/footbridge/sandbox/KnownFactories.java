package io.footbridge.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultFactoryFinder;
import org.apache.camel.spi.CamelContextTracker;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.FactoryFinder;
import org.apache.camel.spi.FactoryFinderResolver;

/**
 * Lets all Camel contexts of this process share what one of them has found on the class path, and above all what it has not:
 * each start asks for hundreds of factories that nobody has, and each time every jar is looked into, of which tests have
 * three hundred. It takes a seventh of what tests of commands take of the processor.
 */
final class KnownFactories extends CamelContextTracker implements FactoryFinderResolver {

    private static final Map<String, Optional<Class<?>>> KNOWN = new ConcurrentHashMap<>();

    /** From now on. */
    static void share() {
        new KnownFactories().open();
    }

    @Override
    public void contextCreated(CamelContext context) {
        context.getCamelContextExtension().addContextPlugin(FactoryFinderResolver.class, this);
    }

    @Override
    public FactoryFinder resolveFactoryFinder(ClassResolver classes, String path) {
        return new Finder(classes, path);
    }

    @Override
    public FactoryFinder resolveBootstrapFactoryFinder(ClassResolver classes, String path) {
        return new Finder(classes, path);
    }

    private static final class Finder extends DefaultFactoryFinder {

        Finder(ClassResolver classes, String path) {
            super(classes, path);
        }

        @Override
        public Optional<Class<?>> findClass(String key) {
            return known(key, () -> super.findClass(key));
        }

        @Override
        public Optional<Class<?>> findOptionalClass(String key) {
            return known(key, () -> super.findOptionalClass(key));
        }

        private Optional<Class<?>> known(String key, Supplier<Optional<Class<?>>> find) {
            String name = getResourcePath() + key;
            Optional<Class<?>> known = KNOWN.get(name);
            if (known == null) {
                known = find.get(); // Outside of the map: what is found may ask for more when it is initialised.
                KNOWN.put(name, known);
            }
            return known;
        }
    }
}
