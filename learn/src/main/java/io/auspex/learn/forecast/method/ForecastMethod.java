package io.auspex.learn.forecast.method;

import java.util.Optional;

/** One way to forecast a series by itself. Stateless; used by several threads at once; the same history gives the same forecast. */
public interface ForecastMethod {
    String name();

    /** Settles on the form of the model for a series; empty if the method has nothing to say on such a series. */
    Optional<Form> choose(History history);

    /** A form of model, whose parameters are estimated anew for each history. */
    interface Form {
        /** For people: {@code ARIMA(0,1,1)(0,1,1)[12]}. */
        String description();

        /** @param history the one that the form was chosen for, or the beginning of it */
        Predictive forecast(History history, int steps);
    }
}
