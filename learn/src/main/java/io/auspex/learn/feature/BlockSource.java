package io.auspex.learn.feature;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import java.util.List;

/**
 * What a block can look at; all rows that have a target.
 *
 * @param features the columns, filled as the user's PREPROCESSORS say
 * @param encoded {@code float[feature][row]}: what the encoding's transformers give for all rows
 * @param kinds of each encoded feature what it stands for
 * @param codes of each encoded feature that holds category codes how many there are, 0 of plain numbers
 * @param target values by row
 * @param weights what each row counts; null where all count the same
 */
record BlockSource(
        Frame features,
        DataProfile profile,
        float[][] encoded,
        List<EncodedKind> kinds,
        int[] codes,
        Target target,
        double[] weights) {}
