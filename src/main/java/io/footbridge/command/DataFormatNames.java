package io.footbridge.command;

import java.util.Optional;
import org.apache.camel.model.DataFormatDefinition;
import org.apache.camel.model.dataformat.AvroDataFormat;
import org.apache.camel.model.dataformat.AvroLibrary;
import org.apache.camel.model.dataformat.BindyDataFormat;
import org.apache.camel.model.dataformat.JsonDataFormat;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.model.dataformat.ProtobufDataFormat;
import org.apache.camel.model.dataformat.ProtobufLibrary;

/** The names by which Camel looks data formats up: some have several implementations, which only Camel's model knows. */
final class DataFormatNames {

    private DataFormatNames() {}

    /**
     * The name of one.
     *
     * @param type the class of Camel's model
     * @param kind the library or the type that is asked for; may be empty
     * @return empty if there is no such library
     */
    static Optional<String> of(String type, String kind) {
        try {
            DataFormatDefinition format = Class.forName(type)
                    .asSubclass(DataFormatDefinition.class)
                    .getDeclaredConstructor()
                    .newInstance();
            if (format instanceof BindyDataFormat bindy) {
                bindy.setType(kind);
            } else if (!kind.isEmpty() && format instanceof JsonDataFormat json) {
                json.setLibrary(JsonLibrary.valueOf(kind));
            } else if (!kind.isEmpty() && format instanceof AvroDataFormat avro) {
                avro.setLibrary(AvroLibrary.valueOf(kind));
            } else if (!kind.isEmpty() && format instanceof ProtobufDataFormat protobuf) {
                protobuf.setLibrary(ProtobufLibrary.valueOf(kind));
            }
            return Optional.ofNullable(format.getDataFormatName());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // The schema knows the libraries.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " of Camel's model cannot be made", e);
        }
    }
}
