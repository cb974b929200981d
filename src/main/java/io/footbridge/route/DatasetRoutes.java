package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.intake.Dataset;
import io.footbridge.intake.Datasets;
import io.footbridge.settings.Setting;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.RouteTemplateParameterSource;

/** Makes Camel start a route from the template of the poll for each dataset, as it would for {@code camel.route-template}. */
public final class DatasetRoutes implements RouteTemplateParameterSource, CamelContextAware {

    private static final String TEMPLATE = "dataset";

    private final Datasets datasets;
    private CamelContext context;

    public DatasetRoutes(Datasets datasets) {
        this.datasets = requireNonNull(datasets, "datasets is null");
    }

    /** The id of the route that takes a dataset's objects: {@code poll} for the first one. */
    public static String routeId(Dataset dataset) {
        return dataset.isFirst() ? "poll" : "poll-" + dataset.name();
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }

    /** None where no route file has the template: who needs a route says better what is missing than Camel does. */
    @Override
    public Set<String> routeIds() {
        // A registry that is filled before there is a context does not hand it on.
        if (context instanceof ModelCamelContext model && model.getRouteTemplateDefinition(TEMPLATE) == null) {
            return Set.of();
        }
        Set<String> ids = new LinkedHashSet<>();
        datasets.forEach(dataset -> ids.add(routeId(dataset)));
        return ids;
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
        Dataset dataset = datasets.stream()
                .filter(each -> routeId(each).equals(routeId))
                .findFirst()
                .orElseThrow();
        return Map.of(
                TEMPLATE_ID,
                TEMPLATE,
                "dataset",
                dataset.name(),
                "trigger",
                routeId,
                "prefix",
                dataset.prefix(),
                "cron",
                dataset.settings().get(Setting.SCHEDULE_CRON),
                "timeZone",
                dataset.settings().get(Setting.SCHEDULE_TIME_ZONE),
                "parallelObjects",
                dataset.settings().get(Setting.IMPORT_PARALLEL_OBJECTS));
    }
}
