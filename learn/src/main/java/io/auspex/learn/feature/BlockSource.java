package io.auspex.learn.feature;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;

/**
 * What a block can look at; all rows that have a target.
 *
 * @param features the columns, filled as the user's PREPROCESSORS say
 * @param encoded {@code float[feature][row]}: what the encoding's transformers give for all rows
 * @param codes of each encoded feature that holds category codes how many there are, 0 of plain numbers
 * @param target values by row
 */
record BlockSource(Frame features, DataProfile profile, float[][] encoded, int[] codes, Target target) {}
