package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What a client of Treasure Data was seen to send, in its order.
 *
 * @param source where the client makes its requests
 * @param connection {@code kept} for all of them, or {@code closed} after each
 */
record ClientRecording(String client, String version, String source, String connection, List<Exchange> exchanges) {

    /**
     * A request and what its answer must be.
     *
     * @param does what the client wants with it
     * @param request its head, with {@code {name}} for what is known only when it is sent
     * @param body its text, null if it has none
     * @param gzip its body in base64, null if it is text
     * @param json what the answer holds at least, null if that does not matter
     * @param text the whole answer, null if that does not matter
     * @param records the answer's MessagePack, null if it is none
     * @param until whether the client asks again until the answer holds {@code json}
     * @param remember names for {@code request}, each with the field of the answer that it stands for
     */
    record Exchange(
            String does,
            String request,
            String body,
            String gzip,
            int status,
            JsonNode json,
            String text,
            JsonNode records,
            boolean until,
            Map<String, String> remember) {

        /** The bytes to send. */
        byte[] bytes(Map<String, String> known) {
            byte[] content = content();
            String head = fill(request, known)
                    .replace("{length}", Integer.toString(content.length))
                    .replace("\n", "\r\n");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes((head + "\r\n").getBytes(ISO_8859_1));
            bytes.writeBytes(content);
            return bytes.toByteArray();
        }

        private byte[] content() {
            if (gzip != null) {
                return Base64.getDecoder().decode(gzip);
            }
            return body == null ? new byte[0] : body.getBytes(UTF_8);
        }
    }

    static List<ClientRecording> all() {
        try (InputStream in = ClientRecording.class.getResourceAsStream("client-requests.yaml")) {
            return List.of(new YAMLMapper().readValue(in, ClientRecording[].class));
        } catch (IOException e) {
            throw new IllegalStateException("client-requests.yaml cannot be read", e);
        }
    }

    static String fill(String text, Map<String, String> known) {
        String filled = text;
        for (Map.Entry<String, String> name : known.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        }
        return filled;
    }

    @Override
    public String toString() {
        return client + " " + version;
    }
}
