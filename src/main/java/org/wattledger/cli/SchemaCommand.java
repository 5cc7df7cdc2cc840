package org.wattledger.cli;

import org.wattledger.pipeline.ExitCode;
import org.wattledger.schema.DataDictionary;
import org.wattledger.schema.DdlDialect;
import org.wattledger.schema.DuckDbViews;
import org.wattledger.schema.OutputTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The tables, as the code declares them. */
@Command(name = "schema", description = "Prints the tables: columns, types, units, meaning.")
final class SchemaCommand extends ConfiguredCommand {

  /** Of the description. */
  enum Format {
    MARKDOWN,
    JSON,
    DDL,
    VIEWS
  }

  @Option(
      names = "--format",
      description =
          "markdown (default), json, ddl as Spark SQL, or views: the script for DuckDB that stands in"
              + " every warehouse; --output json means json.")
  private Format format;

  SchemaCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    console.resultText(text(format()).stripTrailing());
    return ExitCode.OK;
  }

  private Format format() {
    if (format != null) {
      return format;
    }
    return options().isJson() ? Format.JSON : Format.MARKDOWN;
  }

  private static String text(Format format) {
    return switch (format) {
      case MARKDOWN -> DataDictionary.page();
      case JSON -> DataDictionary.warehouse().json();
      case DDL -> DataDictionary.of(OutputTables.PUBLISHED).ddl(DdlDialect.SPARK);
      case VIEWS -> DuckDbViews.script();
    };
  }
}
