package io.footbridge.report;

import java.util.List;

/**
 * What is missing of one camera, so that nobody takes missing data for missing visitors.
 *
 * @param isDay whether there is no data of the day
 * @param isDayBefore whether there is no data of the day before
 * @param silent the hours of the day in which no object begins and nobody was seen, if there is data of other hours
 * @param silentBefore the same of the day before
 * @param notImported objects of the day that wait under the export prefix
 * @param failed objects of the day under the failed prefix
 */
public record Gap(
        String camera,
        boolean isDay,
        boolean isDayBefore,
        List<Integer> silent,
        List<Integer> silentBefore,
        int notImported,
        int failed) {

    boolean isAny() {
        return isDay || isDayBefore || !silent.isEmpty() || !silentBefore.isEmpty() || notImported > 0 || failed > 0;
    }
}
