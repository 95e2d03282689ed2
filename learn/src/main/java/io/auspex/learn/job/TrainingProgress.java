package io.auspex.learn.job;

/** Hears how far a job is. */
public interface TrainingProgress {
    void report(ProgressLine line);
}
