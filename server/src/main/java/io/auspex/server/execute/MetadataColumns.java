package io.auspex.server.execute;

import io.auspex.language.statement.Statement.MetadataKind;
import io.auspex.language.type.SqlType;
import io.auspex.warehouse.ResultColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns of each SHOW statement for metadata, by name, type and order as Redshift has them: drivers look for them. */
final class MetadataColumns {
    private MetadataColumns() {}

    static List<ResultColumn> of(MetadataKind kind) {
        return switch (kind) {
            case DATABASES -> text("database_name");
            case SCHEMAS -> text("database_name", "schema_name");
            case TABLES ->
                text(
                        "database_name",
                        "schema_name",
                        "table_name",
                        "table_type",
                        "remarks",
                        "owner",
                        "last_altered_time",
                        "last_modified_time",
                        "dist_style",
                        "table_subtype");
            case COLUMNS -> {
                List<ResultColumn> columns =
                        new ArrayList<>(text("database_name", "schema_name", "table_name", "column_name"));
                columns.add(new ResultColumn("ordinal_position", SqlType.BIGINT));
                columns.addAll(text("column_default", "is_nullable", "data_type"));
                columns.add(new ResultColumn("character_maximum_length", SqlType.BIGINT));
                columns.add(new ResultColumn("numeric_precision", SqlType.BIGINT));
                columns.add(new ResultColumn("numeric_scale", SqlType.BIGINT));
                columns.addAll(text("remarks", "sort_key_type"));
                columns.add(new ResultColumn("sort_key", SqlType.BIGINT));
                columns.add(new ResultColumn("dist_key", SqlType.BIGINT));
                columns.addAll(text("encoding", "collation"));
                yield columns;
            }
            case PRIMARY_KEYS -> {
                List<ResultColumn> columns =
                        new ArrayList<>(text("database_name", "schema_name", "table_name", "column_name"));
                columns.add(new ResultColumn("key_seq", SqlType.SMALLINT));
                columns.addAll(text("pk_name"));
                yield columns;
            }
            case FOREIGN_KEYS, EXPORTED_FOREIGN_KEYS -> {
                List<ResultColumn> columns = new ArrayList<>(text(
                        "pk_database_name",
                        "pk_schema_name",
                        "pk_table_name",
                        "pk_column_name",
                        "fk_database_name",
                        "fk_schema_name",
                        "fk_table_name",
                        "fk_column_name"));
                for (String name : List.of("key_seq", "update_rule", "delete_rule")) {
                    columns.add(new ResultColumn(name, SqlType.SMALLINT));
                }
                columns.addAll(text("fk_name", "pk_name"));
                columns.add(new ResultColumn("deferrability", SqlType.SMALLINT));
                yield columns;
            }
            case FUNCTIONS, PROCEDURES -> {
                List<ResultColumn> columns = new ArrayList<>(text("database_name", "schema_name", routineName(kind)));
                columns.add(new ResultColumn("number_of_arguments", SqlType.INTEGER));
                columns.addAll(text("argument_list", "return_type", "remarks"));
                yield columns;
            }
            case FUNCTION_PARAMETERS, PROCEDURE_PARAMETERS -> {
                List<ResultColumn> columns =
                        new ArrayList<>(text("database_name", "schema_name", routineName(kind), "parameter_name"));
                columns.add(new ResultColumn("ordinal_position", SqlType.INTEGER));
                columns.addAll(text("parameter_type", "data_type"));
                columns.add(new ResultColumn("character_maximum_length", SqlType.INTEGER));
                columns.add(new ResultColumn("numeric_precision", SqlType.INTEGER));
                columns.add(new ResultColumn("numeric_scale", SqlType.INTEGER));
                yield columns;
            }
            case GRANTS, SCHEMA_GRANTS, DATABASE_GRANTS, FUNCTION_GRANTS, USER_GRANTS, ROLE_GRANTS ->
                text(
                        "database_name",
                        "schema_name",
                        "object_name",
                        "object_type",
                        "privilege_type",
                        "identity_id",
                        "identity_name",
                        "identity_type",
                        "admin_option",
                        "privilege_scope",
                        "grantor_name");
            case COLUMN_GRANTS ->
                text(
                        "database_name",
                        "schema_name",
                        "table_name",
                        "column_name",
                        "object_type",
                        "privilege_type",
                        "identity_id",
                        "identity_name",
                        "identity_type",
                        "admin_option",
                        "privilege_scope",
                        "grantor_name");
        };
    }

    private static List<ResultColumn> text(String... names) {
        return MemoryRows.textColumns(names);
    }

    private static String routineName(MetadataKind kind) {
        return kind == MetadataKind.FUNCTIONS || kind == MetadataKind.FUNCTION_PARAMETERS
                ? "function_name"
                : "procedure_name";
    }
}
