import { Command, CommanderError } from 'commander';
import { check } from './check.ts';
import { explain } from './explain.ts';
import { fix } from './fix.ts';
import { init } from './init.ts';
import { inspect } from './inspect.ts';
import { exitCodes, type Io, UsageError } from './io.ts';
import { preview } from './preview.ts';
import { flows, register } from './reports.ts';
import { restore, scrub } from './scrub.ts';
import { version } from './version.ts';

/** Runs one command line. Never rejects: what went wrong is printed, the exit code says which kind. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.clean;
  const program = build(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
    if (error instanceof UsageError) io.err(`prompt-privacy: ${error.message}\n`);
    else io.err(`prompt-privacy: internal error\n${(error as Error).stack}\n`);
    return exitCodes.usage;
  }
}

function build(io: Io, exit: (code: number) => void): Command {
  const program = new Command('prompt-privacy')
    .description('Shows which personal and health data your prompts send to Claude.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError('(add --help for what this command takes)');
  const command = (name: string, description: string, format?: string): Command => {
    const made = program
      .command(name)
      .description(description)
      .option('--policy <file>', 'the policy to use instead of the nearest prompt-privacy.yaml')
      .option('--quiet', 'print less: errors only, no progress, no summary')
      .option('--today <date>', 'judge dates as of this day (YYYY-MM-DD)')
      .option('--engine <name>', 'regular expressions: auto, re2 or portable', 'auto');
    return format ? made.option('--format <name>', format) : made;
  };

  command('check', 'findings of every prompt below the paths', 'text, json, sarif, github or junit')
    .argument('[path...]', 'files and folders; default: this folder')
    .option('--fail-on <severity>', 'exit 1 from this severity on: error, warning, information, hint or never', 'error')
    .option('--baseline <file>', 'leave out the findings that this file knows')
    .option('--update-baseline', 'write the present findings to the baseline')
    .option('--changed <rev>', 'only files that differ from this git revision')
    .action(async (paths, options) => exit(await check(io, paths, options)));
  command('inspect', 'what the tool sees: prompts, parts, placeholders, sources', 'json (a line a file) or text')
    .argument('[path...]')
    .action(async (paths, options) => exit(await inspect(io, paths, options)));
  command('fix', 'apply the safe fixes')
    .argument('[path...]')
    .option('--dry-run', 'print a diff, write nothing')
    .action(async (paths, options) => exit(await fix(io, paths, options)));
  command('preview', 'the scrubbed prompt exactly as Claude would receive it', 'text or json')
    .argument('<file>', 'a file that holds prompts; FILE:LINE for the one at that line')
    .option('--values <file>', 'JSON with sample values for the placeholders')
    .action(async (file, options) => exit(await preview(io, file, options)));
  command('scrub', 'standard input to scrubbed output', 'text or jsonl')
    .option('--vault <file>', 'keep the values here, so that restore can put them back')
    .action(async (options) => exit(await scrub(io, options)));
  command('restore', 'tokens on standard input back to their values')
    .option('--vault <file>', 'the vault that scrub wrote')
    .action(async (options) => exit(await restore(io, options)));
  command('init', 'write a commented prompt-privacy.yaml from what the workspace contains')
    .argument('[folder]')
    .option('--stdout', 'print it instead')
    .action(async (folder, options) => exit(await init(io, folder, options)));
  command('register', 'the record of processing activities (GDPR Art. 30)', 'markdown, csv or json')
    .argument('[path...]')
    .action(async (paths, options) => exit(await register(io, paths, options)));
  command('flows', 'which source reaches which prompt, and where it goes', 'mermaid, svg or json')
    .argument('[path...]')
    .action(async (paths, options) => exit(await flows(io, paths, options)));
  command('explain', 'the page of a rule; or what was concluded about a line, and from what', 'text or json')
    .argument('<rule|file:line>')
    .action(async (target, options) => exit(await explain(io, target, options)));
  program
    .command('lsp')
    .description('the language server, for any editor')
    .option('--stdio', 'over standard input and output')
    .allowUnknownOption()
    .action(async () => {
      await import('../main.ts');
    });
  return program;
}
