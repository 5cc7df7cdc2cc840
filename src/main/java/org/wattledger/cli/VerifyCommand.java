package org.wattledger.cli;

import java.util.List;
import org.wattledger.config.ReferenceConfig;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.verify.Erratum;
import org.wattledger.verify.PublishedResult;
import org.wattledger.verify.Verification;
import org.wattledger.verify.VerificationProblem;
import org.wattledger.verify.VerificationText;
import picocli.CommandLine.Command;

/** Published results and errata beside what the formulas of a run make of the same inputs. */
@Command(
    name = "verify",
    description = {
      "Recomputes published results through the formulas and reference tables of a run.",
      "Exits with 20 if one lies outside its tolerance. -v adds inputs and reasons."
    })
final class VerifyCommand extends ConfiguredCommand {

  private record Result(
      String command, int exitCode, List<PublishedResult> results, List<Erratum> errata) {}

  VerifyCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    Verification verification = verification();
    ExitCode end = verification.isPassed() ? ExitCode.OK : ExitCode.DIFFERENT;
    if (options().isJson()) {
      console.resultAsJson(
          new Result("verify", end.number(), verification.results(), verification.errata()));
    } else {
      VerificationText.lines(verification, options().isVerbose()).forEach(console::result);
    }
    return end;
  }

  /** With the tables that the configuration pins; with those of the jar where there is none. */
  private Verification verification() {
    try {
      if (!options().isConfigured()) {
        return Verification.shipped();
      }
      ReferenceConfig tables = options().read(surroundings().environment()).reference();
      return Verification.of(tables.directory(), tables.versions());
    } catch (VerificationProblem problem) {
      throw new RunFailure(
          ExitCode.USAGE,
          problem.getMessage(),
          "correct the row in the reference directory, or leave the table to the jar",
          problem);
    }
  }
}
