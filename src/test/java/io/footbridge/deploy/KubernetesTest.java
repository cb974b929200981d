package io.footbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.footbridge.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Deployment and the CronJob, held to what Footbridge needs and to no more. */
class KubernetesTest {

    private static final Path FOLDER = Path.of("deploy/kubernetes");

    @TempDir
    private Path conf;

    @TempDir
    private Path directory;

    static Stream<PodSpec> pods() throws IOException {
        return Stream.of(pod(deployment()), pod(cronJob("cronjob.yaml")), pod(cronJob("report.yaml")));
    }

    @Test
    void thePodsOfKubernetesMountWhatFootbridgeCanStartWith() throws Exception {
        Path shop = Files.createDirectories(conf.resolve("_configmaps/footbridge-settings"));
        Files.copy(FOLDER.resolve("base/footbridge.properties"), shop.resolve("footbridge.properties"));

        Agreement.assertStarts(conf, directory);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aPodOfKubernetesFindsItsFiles(PodSpec pod) {
        Container container = pod.getContainers().get(0);
        Map<String, Volume> volumes =
                pod.getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
        Map<String, VolumeMount> mounts =
                container.getVolumeMounts().stream().collect(Collectors.toMap(VolumeMount::getMountPath, m -> m));

        assertThat(container.getEnv()).singleElement().satisfies(variable -> {
            assertThat(variable.getName()).isEqualTo("CAMEL_K_CONF_D");
            assertThat(variable.getValue()).isEqualTo(Agreement.CONF_D);
        });
        assertThat(mounts.keySet())
                .containsExactlyInAnyOrder(
                        Agreement.CONF_D + "/_secrets/" + Agreement.CREDENTIALS,
                        Agreement.CONF_D + "/_configmaps/footbridge-settings",
                        "/deployments/routes",
                        "/tmp");
        assertThat(volumeAt(Agreement.CONF_D + "/_secrets/" + Agreement.CREDENTIALS, mounts, volumes)
                        .getSecret()
                        .getSecretName())
                .isEqualTo(Agreement.CREDENTIALS);
        assertThat(volumeAt(Agreement.CONF_D + "/_configmaps/footbridge-settings", mounts, volumes)
                        .getConfigMap()
                        .getName())
                .isEqualTo("footbridge-settings");
        assertThat(volumeAt("/deployments/routes", mounts, volumes)
                        .getConfigMap()
                        .getName())
                .isEqualTo("footbridge-routes");
        assertThat(volumeAt("/tmp", mounts, volumes).getEmptyDir()).isNotNull();
        assertThat(volumes).hasSameSizeAs(mounts);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aPodOfKubernetesRunsAsLittleAsItNeeds(PodSpec pod) {
        assertThat(pod.getServiceAccountName()).isEqualTo("footbridge");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(1000);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getContainers()).singleElement().satisfies(container -> {
            SecurityContext security = container.getSecurityContext();
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }

    @Test
    void noTwoProcessesOfKubernetesOverlap() throws IOException {
        assertThat(deployment().getSpec().getReplicas()).isOne();
        assertThat(deployment().getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(cronJob("cronjob.yaml").getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");

        PodSpec job = pod(cronJob("cronjob.yaml"));
        assertThat(job.getContainers().get(0).getArgs()).containsExactly("import");
        assertThat(job.getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void theCronJobsDoWhatRunDoesAtTheSameTimes() throws IOException {
        CronJob imports = cronJob("cronjob.yaml");
        CronJob report = cronJob("report.yaml");

        assertThat(pod(report).getContainers().get(0).getArgs()).containsExactly("report");
        assertThat(pod(report).getRestartPolicy()).isEqualTo("Never");
        assertThat(report.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(imports.getSpec().getSchedule()).isEqualTo(unixCron(Setting.SCHEDULE_CRON));
        assertThat(imports.getSpec().getTimeZone()).isEqualTo(Agreement.byDefault(Setting.SCHEDULE_TIME_ZONE));
        assertThat(report.getSpec().getSchedule()).isEqualTo(unixCron(Setting.REPORT_CRON));
        assertThat(report.getSpec().getTimeZone()).isEqualTo(Agreement.byDefault(Setting.REPORT_TIME_ZONE));
    }

    @Test
    void camerasReachThePortForCountsAndNothingElse() throws IOException {
        Map<String, String> labels =
                deployment().getSpec().getTemplate().getMetadata().getLabels();
        int port = Integer.parseInt(Agreement.byDefault(Setting.EDGE_PORT));
        Service service = counts("service.yaml", Service.class);
        assertThat(service.getSpec().getSelector()).isEqualTo(labels);
        assertThat(service.getSpec().getPorts()).singleElement().satisfies(only -> {
            assertThat(only.getName()).isEqualTo("counts");
            assertThat(only.getTargetPort().getIntVal()).isEqualTo(port);
        });

        Ingress ingress = counts("ingress.yaml", Ingress.class);
        assertThat(ingress.getSpec().getTls()).isNotEmpty();
        assertThat(ingress.getSpec().getRules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getHttp().getPaths())
                        .singleElement()
                        .satisfies(path -> {
                            assertThat(Files.readString(Path.of("routes/edge.camel.yaml")))
                                    .contains("path: " + path.getPath() + "\n");
                            assertThat(path.getPathType()).isEqualTo("Exact");
                            assertThat(path.getBackend().getService().getName())
                                    .isEqualTo(service.getMetadata().getName());
                            assertThat(path.getBackend().getService().getPort().getName())
                                    .isEqualTo("counts");
                        }));

        NetworkPolicy policy = counts("networkpolicy.yaml", NetworkPolicy.class);
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
        assertThat(policy.getSpec().getIngress())
                .allSatisfy(rule -> assertThat(rule.getFrom()).isNotEmpty())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(open -> open.getPort().getIntVal())
                .containsExactly(port, Agreement.managementPort());
    }

    @Test
    void thePodMonitorFindsTheManagementPort() throws IOException {
        PodMonitor monitor =
                Models.read(Manifest.read(FOLDER.resolve("pod-monitor/podmonitor.yaml")), PodMonitor.class);

        assertThat(monitor.getSpec().getSelector().getMatchLabels())
                .isEqualTo(deployment().getSpec().getTemplate().getMetadata().getLabels());
        assertThat(monitor.getSpec().getPodMetricsEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getPort())
                    .isEqualTo(pod(deployment())
                            .getContainers()
                            .get(0)
                            .getPorts()
                            .get(0)
                            .getName());
            assertThat(endpoint.getPath()).isEqualTo("/observe/metrics");
        });
    }

    @Test
    void kubernetesProbesTheManagementPort() throws IOException {
        Container container =
                deployment().getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(container.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("management");
            assertThat(port.getContainerPort()).isEqualTo(Agreement.managementPort());
        });
        assertProbe(container.getStartupProbe(), Agreement.LIVE);
        assertProbe(container.getLivenessProbe(), Agreement.LIVE);
        assertProbe(container.getReadinessProbe(), Agreement.READY);
    }

    private static void assertProbe(Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
    }

    private static Volume volumeAt(String path, Map<String, VolumeMount> mounts, Map<String, Volume> volumes) {
        return volumes.get(mounts.get(path).getName());
    }

    private static Deployment deployment() throws IOException {
        return Models.read(Manifest.read(FOLDER.resolve("deployment/deployment.yaml")), Deployment.class);
    }

    private static CronJob cronJob(String file) throws IOException {
        return Models.read(Manifest.read(FOLDER.resolve("cronjob").resolve(file)), CronJob.class);
    }

    private static <T> T counts(String file, Class<T> type) throws IOException {
        return Models.read(Manifest.read(FOLDER.resolve("counts").resolve(file)), type);
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static PodSpec pod(CronJob cronJob) {
        return cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
    }

    /** Without the seconds, and with one kind of any. */
    private static String unixCron(Setting setting) throws IOException {
        return Agreement.byDefault(setting).replaceFirst("^0 ", "").replace('?', '*');
    }
}
