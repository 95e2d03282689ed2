/**
 * Makes the members of a model fast: the same margins as {@code predict} gives, from programs made for speed. Nothing else of the house is
 * written for speed first, and everything here is tested against the predictors that it stands for.
 */
package io.auspex.model.compile;
