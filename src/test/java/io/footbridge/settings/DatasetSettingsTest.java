package io.footbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables of further datasets. */
class DatasetSettingsTest {

    @TempDir
    private Path directory;

    @Test
    void aVariableNamesItsDatasetAndItsSetting() throws Exception {
        Settings settings = read(Map.of(
                "DATASET_FRONT_DOORS_S3_PREFIX", "doors/",
                "DATASET_FRONT_DOORS_SCORER_TIME_ZONE", "Asia/Tokyo",
                "DATASET_FRONT_DOORS_TD_TABLE", "doors"));

        assertThat(settings.datasets()).extracting(Settings::dataset).containsExactly("default", "front-doors");
        assertThat(settings.datasets().get(1).get(Setting.TD_TABLE)).isEqualTo("doors");
        assertThat(settings.datasets().get(1).get(Setting.SCORER_TIME_ZONE)).isEqualTo("Asia/Tokyo");
        assertThat(settings.get(Setting.TD_TABLE)).isEqualTo("sense_video");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATASET_DOORS_TD_TABEL | did you mean 'DATASET_DOORS_TD_TABLE'?",
                "DATASET_DOORS_S3_PREFX | did you mean 'DATASET_DOORS_S3_PREFIX'?",
                "DATASET_DOORS_S3_BUCKET | cannot differ from dataset to dataset: set S3_BUCKET",
                "DATASET_DEFAULT_TD_TABLE | is what the variables without a name describe; set TD_TABLE",
                "DATASET_7_TD_TABLE | is not a setting; a dataset's are DATASET_NAME_VARIABLE"
            })
    void aVariableThatWouldDoNothingIsRefused(String variable, String complaint) {
        assertThatThrownBy(() -> read(Map.of("DATASET_DOORS_S3_PREFIX", "doors/", variable, "any/")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(complaint);
    }

    @Test
    void variablesOfOtherProgramsAreIgnored() throws Exception {
        Settings settings = read(Map.of("DATASET_DIR", "/data", "DATASET_TRAIN_URL", "any", "DATASET_", "any"));

        assertThat(settings.datasets()).hasSize(1);
    }

    private Settings read(Map<String, String> variables) throws SettingsException {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("S3_BUCKET", "exports");
        environment.put("TD_DATABASE", "shop");
        environment.put("TD_API_KEY", "1/" + "0".repeat(40));
        return Settings.read(environment, directory);
    }
}
