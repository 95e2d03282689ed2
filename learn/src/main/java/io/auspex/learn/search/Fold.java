package io.auspex.learn.search;

/**
 * One way to divide the rows: those to learn from and those to judge by.
 *
 * @param train ascending
 * @param validation ascending
 */
record Fold(int[] train, int[] validation) {}
