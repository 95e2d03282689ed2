package io.auspex.model.kernel;

/**
 * The weights of a dense layer in the order in which products read them: {@link #WIDTH} units side by side, padded with zeros.
 *
 * @param weights that of input i and unit u is at {@code (u / WIDTH * inputs + i) * WIDTH + u % WIDTH}
 * @param biases one a unit, padded to a multiple of {@link #WIDTH}
 */
public record Panels(int inputs, int units, float[] weights, float[] biases) {
    /** Four vectors of 16 floats. */
    public static final int WIDTH = 64;

    /**
     * @param weights unit by unit: that of unit u and input i is at {@code u * inputs + i}
     * @param biases one a unit
     */
    public static Panels of(float[] weights, float[] biases, int inputs) {
        int units = biases.length;
        int padded = (units + WIDTH - 1) / WIDTH * WIDTH;
        float[] panels = new float[padded * inputs];
        float[] ends = new float[padded];
        System.arraycopy(biases, 0, ends, 0, units);
        for (int unit = 0; unit < units; unit++) {
            int at = unit / WIDTH * inputs * WIDTH + unit % WIDTH;
            for (int input = 0; input < inputs; input++) {
                panels[at + input * WIDTH] = weights[unit * inputs + input];
            }
        }
        return new Panels(inputs, units, panels, ends);
    }
}
