package org.wattledger.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.export.PostgresAddress;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.PublishedExport;
import org.wattledger.pipeline.PublishedExport.Written;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.pipeline.ShownText;
import org.wattledger.pipeline.Warehouse;
import org.wattledger.publication.DurableFiles;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.PublishedView;
import org.wattledger.schema.Table;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Published tables as text, or into a database. */
@Command(
    name = "export",
    description = "Writes published tables as CSV or JSON lines, or into PostgreSQL; reads only.",
    footer = {
      "%nIn CSV a text that a spreadsheet would compute (it begins with = + - @ or a control) gets an",
      "apostrophe before it. Days that are not published are left out, with a warning."
    })
final class ExportCommand extends ConfiguredCommand {

  private static final String ALL = "all";

  /** One of them. */
  private static final class What {
    @Option(
        names = "--table",
        split = ",",
        paramLabel = "T",
        description =
            "Table, several with commas. all: every one but request_footprint and rejected, whose"
                + " rows are single requests; they go only by name.")
    private List<String> names;

    @Option(
        names = "--view",
        paramLabel = "V",
        description =
            "The days in the format of others, as text: focus (charges by FOCUS 1.2), ghg (inventory by"
                + " site and month), ghg_restatements.")
    private String view;
  }

  @ArgGroup(multiplicity = "1")
  private What what;

  @Mixin private DayOptions days;
  @Mixin private ExportTarget target;

  private record Result(String command, int exitCode, String to, List<Written> tables) {}

  ExportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    target.check(options().isJson());
    List<Table> tables = what.view == null ? tables() : view().reads();
    if (what.view != null && target.isDatabase()) {
      throw new RunFailure(
          ExitCode.USAGE,
          "a view is no table of a database",
          "export the tables and run the view's query there, or give --format for text");
    }
    if (what.view == null && !target.isDatabase() && tables.size() > 1) {
      throw new RunFailure(
          ExitCode.USAGE,
          "%d tables have no columns in common".formatted(tables.size()),
          "export them one by one, or into a database with --jdbc");
    }
    WattledgerConfig config = options().read(surroundings().environment());
    Path warehouse = Warehouse.directory(config.warehouse());
    LocalDate today = LocalDate.ofInstant(surroundings().clock().instant(), ZoneOffset.UTC);
    List<LocalDate> asked = days.days(today);
    List<LocalDate> published = PublishedExport.published(warehouse, asked);
    List<LocalDate> missing = new ArrayList<>(asked);
    missing.removeAll(published);
    if (!missing.isEmpty()) {
      console.warning("not published, left out: " + StatusCommand.count(missing));
    }
    ExitCode end =
        missing.isEmpty() || !options().failsOnWarnings() ? ExitCode.OK : ExitCode.WARNINGS;
    if (target.isDatabase()) {
      PostgresAddress address = target.database(surroundings().environment());
      report(console, end, address.place(), toDatabase(console, config, address, published));
    } else if (target.isStandardOutput()) {
      try (Engine engine = Engine.open()) {
        write(engine.export(config), published, this::print);
      }
      surroundings().out().flush();
    } else {
      Written written = toFile(config, published);
      report(console, end, target.file().toString(), List.of(written));
    }
    return end;
  }

  private List<Written> toDatabase(
      Console console,
      WattledgerConfig config,
      PostgresAddress address,
      List<LocalDate> published) {
    try (Engine engine = Engine.open()) {
      return engine
          .export(config)
          .load(tables(), published, address, each -> console.progress(sentence(each)));
    }
  }

  private void report(Console console, ExitCode end, String place, List<Written> written) {
    if (options().isJson()) {
      console.resultAsJson(new Result("export", end.number(), place, written));
    } else {
      long rows = written.stream().mapToLong(Written::rows).sum();
      console.result("%,d rows of %s to %s".formatted(rows, tablesOf(written), place));
    }
  }

  private static String tablesOf(List<Written> written) {
    return written.stream().map(Written::table).distinct().collect(Collectors.joining(", "));
  }

  private static String sentence(Written written) {
    return "%s %s: %,d rows".formatted(written.table(), written.day(), written.rows());
  }

  private Written write(
      PublishedExport export, List<LocalDate> published, PublishedExport.LineSink sink) {
    return what.view == null
        ? export.write(tables().get(0), published, target.format(), sink)
        : export.write(view(), published, target.format(), sink);
  }

  /** A whole file or none: it gets its name when its last row is in it. */
  private Written toFile(WattledgerConfig config, List<LocalDate> published) {
    Path file = target.file().toAbsolutePath().normalize();
    Path warehouse = Warehouse.directory(config.warehouse()).toAbsolutePath().normalize();
    if (file.startsWith(warehouse)) {
      throw new RunFailure(
          ExitCode.USAGE,
          "%s lies in the warehouse, where readers expect tables only".formatted(file),
          "name a file elsewhere");
    }
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    try (Engine engine = Engine.open()) {
      Written written;
      try (Writer writer = Files.newBufferedWriter(unfinished)) {
        written =
            write(engine.export(config), published, (line, end) -> writer.append(line).append(end));
      }
      DurableFiles.sync(unfinished);
      DurableFiles.replace(unfinished, file);
      return written;
    } catch (NoSuchFileException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "The directory of %s does not exist".formatted(file),
          "make it, or name a file elsewhere",
          e);
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "%s cannot be written: %s".formatted(file, e),
          "check that its directory is writable and has room",
          e);
    } finally {
      DurableFiles.deleteQuietly(unfinished);
    }
  }

  /** As it is for files and programs; as a terminal may show it for a terminal. */
  void print(String line, String end) throws IOException {
    if (surroundings().isTerminal(Surroundings.Stream.OUT)) {
      surroundings().out().println(ShownText.of(line));
    } else {
      surroundings().out().append(line).append(end);
    }
    if (surroundings().out().checkError()) {
      throw new IOException("standard output is closed or full");
    }
  }

  List<Table> tables() {
    Set<Table> tables = new LinkedHashSet<>();
    for (String name : what.names) {
      if (name.equals(ALL)) {
        tables.addAll(PublishedExport.open());
      } else {
        tables.add(table(name));
      }
    }
    return List.copyOf(tables);
  }

  private PublishedView view() {
    return PublishedView.ALL.stream()
        .filter(view -> view.name().equals(what.view))
        .findFirst()
        .orElseThrow(
            () ->
                new RunFailure(
                    ExitCode.USAGE,
                    "There is no view %s".formatted(ShownText.of(what.view)),
                    PublishedView.ALL.stream()
                        .map(PublishedView::name)
                        .collect(Collectors.joining(", ", "give one of ", ""))));
  }

  private static Table table(String name) {
    return OutputTables.PUBLISHED.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RunFailure(
                    ExitCode.USAGE,
                    "There is no table %s".formatted(name),
                    OutputTables.PUBLISHED.stream()
                        .map(Table::name)
                        .collect(Collectors.joining(", ", "give all, or one of ", ""))));
  }
}
