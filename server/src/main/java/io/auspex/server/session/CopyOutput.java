package io.auspex.server.session;

import java.io.IOException;

/** Takes the rows of COPY TO STDOUT for the client. */
public interface CopyOutput {
    /** @param row whole, with the end of its line */
    void row(byte[] row) throws IOException;

    /** Says that there are no more; not called where the statement fails. */
    void done() throws IOException;
}
