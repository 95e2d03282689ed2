package io.auspex.learn.algorithm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.auspex.learn.TrainingException;

/**
 * Rows in LightGBM's own memory, sorted into bins there. The features are handed over column by column as 32-bit numbers, as they
 * are, and given back as soon as they are in bins. An infinity becomes a number that is larger than nearly all others: between it and
 * another number LightGBM would split in the middle, which is infinity itself.
 */
final class LightGbmDataset implements AutoCloseable {
    /** A quarter of what a float holds: what it stands for where XGBoost learns, too. */
    static final float LARGEST = Float.MAX_VALUE / 4;

    private final SWIGTYPE_p_void handle;

    /**
     * @param parameters as LightGBM reads them
     * @param bins rows whose bins are used; null to find new ones
     */
    LightGbmDataset(TrainingRows rows, String parameters, LightGbmDataset bins) {
        float[] labels = labels(rows.target());
        this.handle = create(rows, parameters, bins);
        try {
            setField("label", labels);
            if (rows.weights() != null) {
                setField("weight", rows.relativeWeights());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The library itself would take 0 for NaN, and some large number for what is too large. */
    private static float[] labels(double[] target) {
        float[] labels = new float[target.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = (float) target[row];
            if (!Float.isFinite(labels[row])) {
                throw new TrainingException(
                        "LightGBM cannot learn the target value " + target[row] + ".",
                        "Leave such rows out, or scale the target.");
            }
        }
        return labels;
    }

    private static SWIGTYPE_p_void create(TrainingRows rows, String parameters, LightGbmDataset bins) {
        int width = rows.features().length;
        SWIGTYPE_p_float values = lightgbmlib.new_floatArray((long) rows.rows() * width);
        SWIGTYPE_p_p_void created = lightgbmlib.new_voidpp();
        try {
            long next = 0;
            for (float[] column : rows.features()) {
                for (int row = 0; row < rows.rows(); row++) {
                    float value = column[row];
                    lightgbmlib.floatArray_setitem(
                            values, next++, value > LARGEST ? LARGEST : value < -LARGEST ? -LARGEST : value);
                }
            }
            LightGbmRun.require(lightgbmlib.LGBM_DatasetCreateFromMat(
                    lightgbmlib.float_to_voidp_ptr(values),
                    lightgbmlib.C_API_DTYPE_FLOAT32,
                    rows.rows(),
                    width,
                    0,
                    parameters,
                    bins == null ? null : bins.handle,
                    created));
            return lightgbmlib.voidpp_value(created);
        } finally {
            lightgbmlib.delete_voidpp(created);
            lightgbmlib.delete_floatArray(values);
        }
    }

    private void setField(String name, float[] values) {
        SWIGTYPE_p_float copy = lightgbmlib.new_floatArray(values.length);
        try {
            for (int row = 0; row < values.length; row++) {
                lightgbmlib.floatArray_setitem(copy, row, values[row]);
            }
            LightGbmRun.require(lightgbmlib.LGBM_DatasetSetField(
                    handle,
                    name,
                    lightgbmlib.float_to_voidp_ptr(copy),
                    values.length,
                    lightgbmlib.C_API_DTYPE_FLOAT32));
        } finally {
            lightgbmlib.delete_floatArray(copy);
        }
    }

    SWIGTYPE_p_void handle() {
        return handle;
    }

    /** Gives the memory back; not to be called twice. */
    @Override
    public void close() {
        lightgbmlib.LGBM_DatasetFree(handle);
    }
}
