package io.auspex.server.training;

import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.prediction.ModelInstaller;

/** What a training job works with beside its own folder. */
public record JobTools(CatalogDatabase database, ModelInstaller installer, JobFolders folders) {}
