import { Command, CommanderError, Option } from "commander";
import { checkRules, type Format } from "./check-rules.ts";
import type { ExitCode, Output } from "./output.ts";
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
  program
    .command("rules")
    .description("Work with the rules of a repository.")
    .command("check")
    .description(
      "Say what is wrong with a rules file. Ends with 0 if nothing is, 1 if something is, 2 if it cannot be read.",
    )
    .argument("<file>", "the rules file, as in .github/baton.yml")
    .addOption(new Option("--format <format>", "how to print problems").choices(["text", "json"]).default("text"))
    .action(async (file: string, options: { readonly format: Format }) => {
      exitCode = await checkRules(file, options.format, output);
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
