package io.footbridge.check;

import java.util.function.Consumer;

/** One kind of mistake to look for. */
interface Rule {

    void check(Routes routes, Consumer<Finding> findings);
}
