package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import org.msgpack.core.MessagePacker;

/** Writes JSON as MessagePack. */
final class MessagePackJson {

    private static final int LONGEST_INTEGER_BITS = 64;

    private MessagePackJson() {}

    /** An integer too large for MessagePack becomes a string, as clients send it. */
    static void pack(JsonNode value, MessagePacker packer) throws IOException {
        switch (value.getNodeType()) {
            case ARRAY -> {
                packer.packArrayHeader(value.size());
                for (JsonNode element : value) {
                    pack(element, packer);
                }
            }
            case OBJECT -> {
                packer.packMapHeader(value.size());
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    packer.packString(field.getKey());
                    pack(field.getValue(), packer);
                }
            }
            case BOOLEAN -> packer.packBoolean(value.booleanValue());
            case NUMBER -> packNumber(value, packer);
            case STRING -> packer.packString(value.textValue());
            default -> packer.packNil();
        }
    }

    private static void packNumber(JsonNode number, MessagePacker packer) throws IOException {
        if (!number.isIntegralNumber()) {
            packer.packDouble(number.doubleValue());
        } else if (number.canConvertToLong()) {
            packer.packLong(number.longValue());
        } else {
            BigInteger large = number.bigIntegerValue();
            if (large.signum() > 0 && large.bitLength() <= LONGEST_INTEGER_BITS) {
                packer.packBigInteger(large);
            } else {
                packer.packString(large.toString());
            }
        }
    }
}
