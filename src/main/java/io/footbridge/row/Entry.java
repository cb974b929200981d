package io.footbridge.row;

/**
 * One file of one object: what the lineage columns of its rows say.
 *
 * @param device the camera's id, or null where the key does not have the layout of an export
 * @param name the member's name in the archive, or that of the object itself
 * @param header names the fields of its lines; null if they are in the order of the columns
 */
public record Entry(String device, String key, String name, Header header) {

    public Entry(String device, String key, String name) {
        this(device, key, name, null);
    }

    public Entry under(Header names) {
        return new Entry(device, key, name, names);
    }
}
