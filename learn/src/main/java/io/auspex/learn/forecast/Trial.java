package io.auspex.learn.forecast;

import io.auspex.learn.forecast.method.Predictive;
import java.util.ArrayList;
import java.util.List;

/**
 * A method on one series: what it says of the future, and what it would have said at each origin in the past.
 *
 * @param description of the form that it took: {@code ETS(M,Ad,M)[12]}
 * @param past one a rolling origin
 * @param error on the past, by the objective; NaN without any origin
 */
record Trial(String method, String description, Predictive future, List<Predictive> past, double error) {
    Trial {
        past = List.copyOf(past);
    }

    static Trial of(
            PreparedSeries series,
            ForecastSettings settings,
            String method,
            String description,
            Predictive future,
            List<Predictive> past) {
        ErrorTally tally = new ErrorTally(settings.percentiles());
        tally.add(series, past);
        return new Trial(method, description, future, past, tally.value(settings.objective()));
    }

    /** The average of several. */
    static Trial combined(PreparedSeries series, ForecastSettings settings, List<Trial> members) {
        List<Predictive> past = new ArrayList<>();
        for (int window = 0; window < members.get(0).past().size(); window++) {
            int at = window;
            past.add(new Predictive.Combined(
                    members.stream().map(member -> member.past().get(at)).toList()));
        }
        return of(
                series,
                settings,
                "combination",
                String.join(" + ", members.stream().map(Trial::description).toList()),
                new Predictive.Combined(members.stream().map(Trial::future).toList()),
                past);
    }
}
