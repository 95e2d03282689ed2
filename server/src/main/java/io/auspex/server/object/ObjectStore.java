package io.auspex.server.object;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Objects by bucket and key, as one statement sees them: with its credentials, and until it is cancelled. One thread. Errors
 * that only a remote store has - it refuses, or does not answer - are {@link SqlException}s, also while a stream is read.
 */
public interface ObjectStore extends AutoCloseable {
    /** Longest object that is read as a text. */
    long LONGEST_TEXT = 16 << 20;

    /** The objects whose names begin with the place's key, in the order of their names; perhaps none. */
    List<StoredObject> find(ObjectPlace prefix);

    /** The object of exactly this name. */
    Optional<StoredObject> lookUp(ObjectPlace place);

    /** Whether no object's name begins with the place's key. */
    boolean isFree(ObjectPlace prefix);

    /** The bytes of an object that was found; the caller closes them. */
    InputStream open(StoredObject object) throws IOException;

    /**
     * Makes a file with an object's bytes, for those who need one.
     *
     * @param file not there yet; whoever gets it must not write to it: it may be another name of the object itself
     */
    void fetch(StoredObject object, Path file) throws IOException;

    /**
     * Makes an object of a file, or replaces it; whole or not at all.
     *
     * @throws SqlException INVALID_PARAMETER_VALUE if the name is not valid
     * @throws IOException if the file cannot be copied
     */
    StoredObject put(ObjectPlace place, Path file) throws IOException;

    /** Removes an object that {@link #find} or {@link #put} gave; a no-op if it is gone. Also after the statement was cancelled. */
    void delete(StoredObject object) throws IOException;

    /** What to tell a user who named an object that is not there. */
    String adviceFor(ObjectPlace missing);

    /**
     * The objects whose names begin with a prefix, in the order of their names.
     *
     * @throws SqlException UNDEFINED_FILE if there is none, INVALID_PARAMETER_VALUE if the location is no {@code s3://} one
     */
    default List<StoredObject> list(String location) {
        ObjectPlace place = ObjectPlace.of(location);
        List<StoredObject> found = find(place);
        if (found.isEmpty()) {
            throw missing(place);
        }
        return found;
    }

    /**
     * The object of exactly this name.
     *
     * @throws SqlException UNDEFINED_FILE if there is none, INVALID_PARAMETER_VALUE if the location is no {@code s3://} one
     */
    default StoredObject get(String location) {
        ObjectPlace place = ObjectPlace.of(location);
        Optional<StoredObject> found = lookUp(place);
        if (found.isPresent()) {
            return found.get();
        }
        if (isFree(place)) {
            throw missing(place);
        }
        throw new SqlException(SqlState.UNDEFINED_FILE, "The object \"" + location + "\" does not exist")
                .withHint("There are objects whose names begin so; give the whole name of one.");
    }

    private SqlException missing(ObjectPlace place) {
        return new SqlException(SqlState.UNDEFINED_FILE, "The specified S3 prefix '" + place.key() + "' does not exist")
                .withDetail("Bucket: " + place.bucket())
                .withHint(adviceFor(place));
    }

    /**
     * The text of a short object, such as a manifest.
     *
     * @throws SqlException UNDEFINED_FILE if there is none, BAD_COPY_FILE_FORMAT if it is long or not UTF-8
     */
    default String read(String location) {
        StoredObject object = get(location);
        if (object.bytes() > LONGEST_TEXT) {
            throw tooLong(location);
        }
        try (InputStream in = open(object)) {
            byte[] bytes = in.readNBytes((int) LONGEST_TEXT + 1);
            if (bytes.length > LONGEST_TEXT) {
                throw tooLong(location);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SqlException(SqlState.BAD_COPY_FILE_FORMAT, location + " is not UTF-8 text").causedBy(e);
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, location + " cannot be read").causedBy(e);
        }
    }

    private static SqlException tooLong(String location) {
        return new SqlException(
                SqlState.BAD_COPY_FILE_FORMAT,
                location + " is longer than " + (LONGEST_TEXT >> 20) + " MB, which is too long for such a file");
    }

    /** Ends what is still under way. */
    @Override
    void close();
}
