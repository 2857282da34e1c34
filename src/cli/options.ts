import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { Certainty } from '../model/dialect.ts';
import { UsageError } from '../model/errors.ts';

/** The options that every command on files shares. */
export interface CommonArguments {
  readonly paths: readonly string[];
  readonly only: readonly string[] | undefined;
  readonly skip: readonly string[] | undefined;
  readonly dialect: readonly string[] | undefined;
  readonly certainty: Certainty | undefined;
  readonly unsafe: boolean;
  readonly since: string | undefined;
  readonly config: string | undefined;
  readonly output: string | undefined;
  readonly jobs: number | undefined;
  readonly color: boolean | undefined;
  readonly quiet: boolean;
}

/** What may be given several times; of anything else the last counts. */
export const lists: ReadonlySet<string> = new Set(['_', 'paths', 'only', 'skip', 'dialect']);

/** Adds them to a command. */
export function withCommonOptions(yargs: Argv) {
  return yargs
    .positional('paths', {
      describe: 'Files and folders; the current folder when none is named',
      type: 'string',
      array: true,
      default: [] as string[],
      defaultDescription: '.',
    })
    .option('only', {
      describe: 'Run these transforms alone (`unstale list` names them)',
      type: 'string',
      array: true,
      requiresArg: true,
    })
    .option('skip', { describe: 'Leave these transforms out', type: 'string', array: true, requiresArg: true })
    .option('dialect', { describe: 'Look at these libraries alone', type: 'string', array: true, requiresArg: true })
    .option('certainty', {
      describe: 'The least certain findings that count; `likely` unless configured',
      choices: ['certain', 'likely', 'possible'] as const,
      requiresArg: true,
    })
    .option('unsafe', {
      describe: 'Include rewrites that change when or how often something happens',
      type: 'boolean',
      default: false,
    })
    .option('since', { describe: 'Only files that differ from this git commit', type: 'string', requiresArg: true })
    .option('config', {
      describe: 'Read the configuration from this file',
      type: 'string',
      requiresArg: true,
      normalize: true,
    })
    .option('output', {
      alias: 'o',
      describe: 'Write the result to this file',
      type: 'string',
      requiresArg: true,
      normalize: true,
    })
    .option('jobs', {
      alias: 'j',
      describe: 'Threads to analyse with; by default as many as pay off',
      type: 'number',
      requiresArg: true,
    })
    .option('color', { describe: 'Colours; by default on a terminal only', type: 'boolean' })
    .option('quiet', { alias: 'q', describe: 'No progress and no summary', type: 'boolean', default: false });
}

/** The parsed options, without what yargs adds to them. */
export function commonArguments(argv: ArgumentsCamelCase<Record<string, unknown>>): CommonArguments {
  const list = (name: string): readonly string[] | undefined => {
    const given = [argv[name]].flat().filter((item) => typeof item === 'string');
    if (!given.length) return undefined;
    const names = given.flatMap((item) => item.split(',')).flatMap((item) => item.trim() || []);
    // Taken as nothing at all, an empty variable of a script would pass every check.
    if (!names.length) throw new UsageError('bad-arguments', `--${name} names nothing`);
    return names;
  };
  const text = (name: string): string | undefined => (typeof argv[name] === 'string' ? argv[name] : undefined);
  return {
    paths: [argv['paths']].flat().filter((path): path is string => typeof path === 'string'),
    only: list('only'),
    skip: list('skip'),
    dialect: list('dialect'),
    certainty: argv['certainty'] as Certainty | undefined,
    unsafe: argv['unsafe'] === true,
    since: text('since'),
    config: text('config'),
    output: text('output'),
    jobs: argv['jobs'] as number | undefined,
    color: typeof argv['color'] === 'boolean' ? argv['color'] : undefined,
    quiet: argv['quiet'] === true,
  };
}
