package io.auspex.server.execute;

import io.auspex.language.statement.QualifiedName;
import io.auspex.learn.job.JobSpecification;
import io.auspex.server.catalog.ModelKind;
import java.util.List;
import java.util.Optional;

/**
 * A model that may be created, as far as its statement and the catalog tell.
 *
 * @param name with its schema
 * @param function with its schema; absent for a model without functions
 * @param functions that and those that come with it
 * @param owner who it will belong to
 * @param job what its training would do
 */
record NewModel(
        String id,
        QualifiedName name,
        Optional<QualifiedName> function,
        List<QualifiedName> functions,
        String owner,
        ModelKind kind,
        TrainingRows rows,
        JobSpecification job) {
    NewModel {
        functions = List.copyOf(functions);
    }
}
