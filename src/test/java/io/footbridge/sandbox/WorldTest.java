package io.footbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.scorer.ScorerCloud;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class WorldTest {

    @Test
    void holdsEveryExportOfADay(@TempDir Path folder) {
        ScorerCloud cloud = new ScorerCloud(
                5, 2, LocalDate.of(2019, 8, 15), ScorerCloud.Settings.defaults().withMinutesPerArchive(60));
        AtomicInteger told = new AtomicInteger();

        try (World world = World.start(folder, 0, 0);
                S3Client client = world.s3().client()) {
            world.export(cloud, done -> told.incrementAndGet());

            List<String> keys = client.listObjectsV2(list -> list.bucket(World.BUCKET)).contents().stream()
                    .map(S3Object::key)
                    .toList();
            assertThat(keys).containsExactlyInAnyOrderElementsOf(cloud.keys());
            assertThat(told).hasValue(48);
            String key = keys.get(7);
            assertThat(client.getObjectAsBytes(get -> get.bucket(World.BUCKET).key(key))
                            .asByteArray())
                    .isEqualTo(cloud.export(key).archive());
        }
    }
}
