package io.footbridge.key;

/**
 * What the key of an export says, by its {@link KeyLayout}.
 *
 * @param device the id of the camera, such as {@code LT_92ca49b9-8671-4913-ba77-a3f4453ade4d}; null if the layout has none
 * @param date the day as the key has it, such as {@code 2019-08-15}; null if the layout has none
 */
public record ExportKey(String device, String date) {}
