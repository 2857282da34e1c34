import yargs, { type Argv } from 'yargs';
import { UsageError } from '../model/errors.ts';
import { checkCommand } from './commands/check.ts';
import { diffCommand } from './commands/diff.ts';
import { explainCommand } from './commands/explain.ts';
import { initCommand } from './commands/init.ts';
import { listCommand } from './commands/list.ts';
import { migrateCommand } from './commands/migrate.ts';
import { lists } from './options.ts';
import { didYouMean } from './suggest.ts';
import { version } from './version.ts';

const commands = [diffCommand, migrateCommand, checkCommand, explainCommand, listCommand, initCommand];

/**
 * The command line. Loads no parser of any language: a command's work is imported when it runs.
 * @param args without node and the script.
 */
export function parser(args: readonly string[]): Argv {
  const program = yargs([...args])
    .scriptName('unstale')
    .usage(
      '$0 <command>\n\nFinds code that acts on state older than it thinks, and rewrites it: JavaScript, TypeScript and Python.',
    )
    .parserConfiguration({ 'greedy-arrays': false, 'strip-aliased': true })
    .version(version())
    .help()
    .alias({ help: 'h', version: 'V' })
    .demandCommand(1, 'Name a command.')
    .strict()
    .recommendCommands()
    .middleware((argv) => {
      for (const [name, value] of Object.entries(argv)) {
        if (Array.isArray(value) && !lists.has(name)) argv[name] = value.at(-1);
      }
    })
    .completion('completion', 'Print a completion script for your shell')
    .wrap(Math.min(100, process.stdout.columns || 100))
    .epilogue('Exit codes: 0 clean · 1 findings · 2 wrong use, nothing written · 3 some files could not be analysed')
    .fail((message, error) => {
      if (error) throw error;
      // Whoever types the bare name wants to know what there is.
      if (!args.length) program.showHelp('error');
      throw new UsageError('bad-arguments', withSuggestion(message ?? '', program, args));
    });
  for (const command of commands) program.command(command);
  return program;
}

/** yargs suggests commands of its own accord, without the word that was mistyped, and no options. */
function withSuggestion(message: string, program: Argv, args: readonly string[]): string {
  const command = /^Did you mean (.+)\?$/.exec(message)?.[1];
  if (command) {
    const mistyped = args.find((word) => !word.startsWith('-')) ?? '';
    return `"${mistyped}" is not a command; did you mean "${command}"?`;
  }
  const unknown = /^Unknown arguments?: (.+)$/m.exec(message)?.[1]?.split(', ');
  if (!unknown) return message.replace(/\n+/g, ' ');
  const { key } = (program as unknown as { getOptions(): { key: Record<string, unknown> } }).getOptions();
  const options = Object.keys(key).filter((name) => name.length > 1);
  const names = [...options, ...commands.map(({ command }) => String(command).split(' ')[0] ?? '')];
  return unknown.map((name) => `"${name}" is not known here${didYouMean(name, names)}`).join('; ');
}
