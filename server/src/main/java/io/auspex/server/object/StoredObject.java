package io.auspex.server.object;

/** An object that was there when it was looked for. */
public record StoredObject(ObjectPlace place, long bytes) {
    /** Its whole name, as users know it. */
    public String location() {
        return place.toString();
    }
}
