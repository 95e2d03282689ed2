package io.auspex.benchmark.automl;

/**
 * Which run it is; what has been run once is not run again.
 *
 * @param folds 0 for the split of data/MANIFEST.md
 * @param budget seconds
 */
record RunKey(String data, int fold, int folds, String system, int budget, int cores, long seed) {}
