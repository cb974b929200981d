package io.footbridge.td;

import com.treasuredata.client.TDClientException;

/** An answer of Treasure Data that is larger than what is read. Asking again would bring the same. */
public final class OversizedAnswer extends TDClientException {

    private static final long serialVersionUID = 1L;

    /** @param limit in bytes */
    OversizedAnswer(String path, long limit, String advice) {
        super(
                ErrorType.INVALID_JSON_RESPONSE,
                "Treasure Data answers " + path + " with more than " + limit + " bytes" + advice);
    }
}
