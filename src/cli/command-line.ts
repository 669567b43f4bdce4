import { Command, CommanderError, Option } from "commander";
import { checkRules, type Format } from "./check-rules.ts";
import type { ExitCode, Output } from "./output.ts";
import { simulateRules, type Simulation } from "./simulate-rules.ts";
import type { Surroundings } from "./surroundings.ts";
import { addTokenCommands } from "./token/add-token-commands.ts";

/**
 * Runs one command of `baton`.
 *
 * @param args what stands behind the name of the program.
 */
export async function runCommandLine(
  args: readonly string[],
  output: Output,
  surroundings: Surroundings,
): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Command("baton")
    .description("Tools for those who run Baton, and for repositories that it works in.")
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.error })
    .showHelpAfterError("(--help says what there is)");
  const rules = program.command("rules").description("Work with the rules of a repository.");
  rules
    .command("check")
    .description(
      "Say what is wrong with a rules file. Ends with 0 if nothing is, 1 if something is, 2 if it cannot be read.",
    )
    .argument("<file>", "the rules file, as in .github/baton.yml")
    .addOption(new Option("--format <format>", "how to print problems").choices(["text", "json"]).default("text"))
    .action(async (file: string, options: { readonly format: Format }) => {
      exitCode = await checkRules(file, options.format, output);
    });
  rules
    .command("simulate")
    .description(
      "Say what would come of a list of events under a rules file, touching nothing (docs/simulate.md). Ends with 1 if something is wrong with a file, 2 if one cannot be read.",
    )
    .requiredOption("--rules <file>", "the rules file, as in .github/baton.yml")
    .requiredOption("--events <file>", "what happens, in YAML or JSON")
    .addOption(
      new Option("--format <format>", "how to print what comes of it").choices(["text", "json"]).default("text"),
    )
    .action(async (options: Simulation) => {
      exitCode = await simulateRules(options, output);
    });
  addTokenCommands(program, { output, surroundings, end: (code) => (exitCode = code) });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}
