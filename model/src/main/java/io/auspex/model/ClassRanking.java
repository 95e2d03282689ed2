package io.auspex.model;

/** The classes of each row, the decided one first, the others by falling probability. */
final class ClassRanking {
    private ClassRanking() {}

    /**
     * @param perClass {@code double[class][row]}, in agreement with the codes up to rounding
     * @param codes the decided classes; -1 for none
     * @param order {@code int[place][row]} to fill
     * @param sorted {@code double[place][row]} to fill; no value is above the one before it
     */
    static void fill(double[][] perClass, int rows, int[] codes, int[][] order, double[][] sorted) {
        int classes = perClass.length;
        int[] places = new int[classes];
        for (int row = 0; row < rows; row++) {
            if (codes[row] < 0) {
                for (int place = 0; place < classes; place++) {
                    order[place][row] = -1;
                    sorted[place][row] = Double.NaN;
                }
                continue;
            }
            sort(perClass, row, codes[row], places);
            double highest = 1;
            for (int place = 0; place < classes; place++) {
                order[place][row] = places[place];
                // Rounding may put the decided class a last digit below another.
                double probability = perClass[place == 0 ? largest(perClass, row) : places[place]][row];
                highest = Math.min(highest, probability);
                sorted[place][row] = highest;
            }
        }
    }

    private static int largest(double[][] perClass, int row) {
        int largest = 0;
        for (int code = 1; code < perClass.length; code++) {
            if (perClass[code][row] > perClass[largest][row]) {
                largest = code;
            }
        }
        return largest;
    }

    /** Insertion sort behind the decided class: there are few classes, and it keeps the order of equals. */
    private static void sort(double[][] perClass, int row, int decided, int[] places) {
        places[0] = decided;
        int sorted = 1;
        for (int code = 0; code < perClass.length; code++) {
            if (code == decided) {
                continue;
            }
            int place = sorted;
            while (place > 1 && perClass[places[place - 1]][row] < perClass[code][row]) {
                places[place] = places[place - 1];
                place--;
            }
            places[place] = code;
            sorted++;
        }
    }
}
