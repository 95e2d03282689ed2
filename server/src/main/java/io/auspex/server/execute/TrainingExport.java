package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.learn.TrainingException;
import io.auspex.learn.job.JobFolder;
import io.auspex.learn.job.JobSpecification;
import io.auspex.learn.job.TrainingDataCheck;
import io.auspex.server.training.JobFolders;
import java.io.IOException;
import java.util.Locale;

/** A job folder while it is filled; gone again at {@link #close} unless {@link #keep} has been called. */
final class TrainingExport implements AutoCloseable {
    private final JobFolders folders;
    private final String id;
    private final JobFolder folder;
    private boolean kept;

    TrainingExport(JobFolders folders, String id) {
        this.folders = folders;
        this.id = id;
        try {
            this.folder = folders.begin(id);
        } catch (IOException e) {
            throw diskError(e);
        }
    }

    JobFolder folder() {
        return folder;
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE if the rows cannot be learnt from */
    void check(JobSpecification job) {
        try {
            TrainingDataCheck.check(folder.trainFolder(), job);
        } catch (TrainingException e) {
            throw refusal(e);
        }
    }

    /** Makes the folder fit for a worker, though not for a crash: for a dry run, which nobody goes on with. */
    void describe(JobSpecification job) {
        try {
            folder.write(job);
        } catch (IOException e) {
            throw diskError(e);
        }
    }

    /** From here on the folder survives a crash of the server or the machine. */
    void complete(JobSpecification job) {
        try {
            folder.write(job);
            folders.complete(id);
        } catch (IOException e) {
            throw diskError(e);
        }
    }

    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try {
            folders.delete(id);
        } catch (IOException e) {
            throw diskError(e);
        }
    }

    /** What the user reads where training cannot even begin. */
    static SqlException refusal(TrainingException e) {
        SqlException error = new SqlException(SqlState.INVALID_PARAMETER_VALUE, e.getMessage()).causedBy(e);
        return e.hint().isEmpty() ? error : error.withHint(e.hint());
    }

    static SqlException diskError(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains("not enough space")) {
            return new SqlException(SqlState.DISK_FULL, "The disk is full: the training data could not be written")
                    .withHint("Free space in the server's data folder, or select fewer rows or columns.")
                    .causedBy(e);
        }
        return new SqlException(SqlState.IO_ERROR, "The training data could not be written: " + e.getMessage())
                .causedBy(e);
    }
}
