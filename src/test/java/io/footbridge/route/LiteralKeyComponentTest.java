package io.footbridge.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Tripwire;
import io.footbridge.sandbox.s3.StrictS3;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** The component by itself, in a Camel Main of somebody else's that configures it as it would Camel's. */
class LiteralKeyComponentTest {

    private static final String CODE = "${bean:type:io.footbridge.sandbox.Tripwire?method=trip}";

    @Test
    void itsOptionsAreThoseOfCamelsOwn() throws Exception {
        Main main = new Main();
        try (StrictS3 s3 = StrictS3.start()) {
            s3.createBucket("exports");
            main.bind("aws2-s3", new LiteralKeyComponent());
            Map.of(
                            "region", "us-east-1",
                            "access-key", StrictS3.ACCESS_KEY,
                            "secret-key", "strict-secret",
                            "override-endpoint", "true",
                            "uri-endpoint-override", s3.endpoint().toString(),
                            "force-path-style", "true")
                    .forEach((option, value) -> main.addOverrideProperty("camel.component.aws2-s3." + option, value));
            main.start();

            main.getCamelTemplate().sendBodyAndHeader("aws2-s3:exports", "text", "CamelAwsS3Key", CODE);

            assertThat(s3.keys("exports", "")).containsExactly(CODE);
            assertThat(Tripwire.trips()).isZero();
        } finally {
            main.stop();
        }
    }
}
