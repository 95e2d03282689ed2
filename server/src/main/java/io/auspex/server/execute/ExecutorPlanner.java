package io.auspex.server.execute;

import io.auspex.language.statement.AccessStatement;
import io.auspex.language.statement.Statement;
import io.auspex.language.type.SqlType;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.object.ObjectStores;
import io.auspex.server.prediction.ModelInstaller;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.session.SessionSignals;
import io.auspex.server.session.StatementPlanner;
import io.auspex.server.storage.LoadLog;
import io.auspex.server.training.JobFolders;
import io.auspex.server.training.TrainingQueue;
import io.auspex.server.training.WorkerSettings;
import io.auspex.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.List;

/** Hands every kind of statement to the class that executes it. */
public final class ExecutorPlanner implements StatementPlanner {
    private final CreateModelExecutor createModel;
    private final CheckModelExecutor checkModel;
    private final ImportModelExecutor importModel;
    private final ShowModelExecutor showModel;
    private final DropModelExecutor dropModel;
    private final StopModelExecutor stopModel;
    private final CopyExecutor copy;
    private final CopyOutExecutor copyOut;
    private final UnloadExecutor unload;
    private final AccessExecutor accounts;
    private final ShowMetadataExecutor showMetadata;
    private final EngineExecutor engine;
    private final CursorExecutor cursors;
    private final SessionExecutor sessions;

    /**
     * @param temporaryFolder for files that statements need while they run, and for rows of cursors that have to wait
     * @param signals by which a statement stops another session's
     */
    public ExecutorPlanner(
            Warehouse warehouse,
            Path temporaryFolder,
            CatalogDatabase database,
            ModelInstaller installer,
            TrainingQueue queue,
            JobFolders folders,
            WorkerSettings workers,
            ObjectStores stores,
            AccessControl access,
            SessionSignals signals) {
        NewModelCheck newModels = new NewModelCheck(database, queue, workers, access);
        this.createModel = new CreateModelExecutor(database, installer, queue, folders, newModels, access);
        this.checkModel = new CheckModelExecutor(newModels, queue, folders);
        this.importModel = new ImportModelExecutor(database, installer, queue, stores, access);
        this.showModel = new ShowModelExecutor(database, queue, access);
        this.dropModel = new DropModelExecutor(database, installer, queue, access);
        this.stopModel = new StopModelExecutor(database, queue, access);
        ModelCalls calls = ModelCalls.of(database, queue, access);
        this.copy = new CopyExecutor(stores, access, warehouse, temporaryFolder, new LoadLog(database));
        this.copyOut = new CopyOutExecutor(calls);
        this.unload = new UnloadExecutor(stores, access, warehouse, temporaryFolder, calls);
        this.accounts = new AccessExecutor(access);
        this.showMetadata = new ShowMetadataExecutor(database, access);
        this.engine = new EngineExecutor(new SchemaGuard(database), access, calls, new ModelFunctionErrors(database));
        this.cursors = new CursorExecutor(engine, temporaryFolder);
        this.sessions = new SessionExecutor(access, signals);
    }

    @Override
    public Plan plan(SessionContext session, Statement statement, String text, List<SqlType> declaredParameters) {
        if (statement instanceof Statement.EngineStatement engineStatement) {
            return engine.plan(session, engineStatement, declaredParameters);
        }
        if (statement instanceof Statement.Empty) {
            return parameters -> new Result.Nothing();
        }
        if (statement instanceof Statement.Begin begin) {
            return TransactionExecutor.begin(session, begin.readOnly());
        }
        if (statement instanceof Statement.Commit) {
            return TransactionExecutor.commit(session);
        }
        if (statement instanceof Statement.Rollback) {
            return TransactionExecutor.rollback(session);
        }
        if (statement instanceof Statement.DeclareCursor declare) {
            return cursors.declare(session, declare, declaredParameters);
        }
        if (statement instanceof Statement.FetchCursor fetch) {
            return CursorExecutor.fetch(session, fetch);
        }
        if (statement instanceof Statement.CloseCursor close) {
            return CursorExecutor.close(session, close);
        }
        if (statement instanceof Statement.CancelProcess cancel) {
            return sessions.cancel(session, cancel);
        }
        if (statement instanceof Statement.SetSessionUser set) {
            return sessions.setUser(session, set);
        }
        if (statement instanceof Statement.DiscardAll) {
            return sessions.discardAll(session);
        }
        if (statement instanceof Statement.SetParameter set) {
            return ParameterExecutor.set(session, set);
        }
        if (statement instanceof Statement.ResetParameter reset) {
            return ParameterExecutor.reset(session, reset);
        }
        if (statement instanceof Statement.ShowParameter show) {
            return ParameterExecutor.show(session, show);
        }
        if (statement instanceof Statement.ShowMetadata show) {
            return showMetadata.plan(session, show);
        }
        if (statement instanceof Statement.CreateModel create) {
            return createModel.plan(session, create, text);
        }
        if (statement instanceof Statement.CheckModel check) {
            return checkModel.plan(session, check, text);
        }
        if (statement instanceof Statement.ImportModel load) {
            return importModel.plan(session, load, text);
        }
        if (statement instanceof Statement.ShowModel show) {
            return showModel.show(session, show.name());
        }
        if (statement instanceof Statement.ShowAllModels) {
            return showModel.showAll(session);
        }
        if (statement instanceof Statement.DropModel drop) {
            return dropModel.plan(session, drop);
        }
        if (statement instanceof Statement.StopModel stop) {
            return stopModel.plan(session, stop);
        }
        if (statement instanceof Statement.CopyFrom copyFrom) {
            return copy.plan(session, copyFrom);
        }
        if (statement instanceof Statement.CopyFromClient copyFrom) {
            return copy.plan(session, copyFrom);
        }
        if (statement instanceof Statement.CopyToClient copyTo) {
            return copyOut.plan(session, copyTo);
        }
        if (statement instanceof Statement.Unload files) {
            return unload.plan(session, files);
        }
        if (statement instanceof AccessStatement change) {
            return accounts.plan(session, change);
        }
        if (statement instanceof Statement.Deallocate) {
            // The names of prepared statements belong to the front door, which acts on the statement itself.
            return parameters -> new Result.Completed("DEALLOCATE");
        }
        if (statement instanceof Statement.NoOperation nothing) {
            return parameters -> new Result.Completed(nothing.commandTag());
        }
        throw new IllegalStateException(
                "No executor for " + statement.getClass().getSimpleName());
    }
}
