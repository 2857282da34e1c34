import { relative, sep } from 'node:path';
import { dialects } from '../../dialects/index.ts';
import { transforms } from '../../transforms/index.ts';
import { everyExtension } from '../engine/analyse.ts';
import { discoverFiles } from '../engine/discover-files.ts';
import { openTexts } from '../engine/discover-texts.ts';
import { type Plan, plan } from '../engine/plan.ts';
import { refuseBeside } from '../engine/write-journal.ts';
import { UsageError } from '../model/errors.ts';
import type { Finding } from '../model/report.ts';
import { compose, includesOf, type Request, surroundingsOf } from './compose.ts';
import { loadConfiguration } from './configuration.ts';
import { analyseInThreads, threadsFor } from './jobs.ts';
import type { CommonArguments } from './options.ts';
import { openProgress } from './progress.ts';
import { didYouMean } from './suggest.ts';
import { version } from './version.ts';

/** A run that has been planned. */
export interface Planned extends Plan {
  readonly request: Request;
  readonly paths: readonly string[];
}

/** Reads the configuration, discovers, analyses and plans: what every command on files does first. Writes nothing. */
export async function planRun(args: CommonArguments): Promise<Planned> {
  const root = process.cwd();
  refuseBeside(root);
  checkNames(
    'unknown-transform',
    transforms.map(({ id }) => id),
    [...(args.only ?? []), ...(args.skip ?? [])],
  );
  checkNames('unknown-dialect', [...new Set(dialects.map(({ id }) => id))], args.dialect ?? []);
  if (args.jobs !== undefined && !(Number.isInteger(args.jobs) && args.jobs > 0)) {
    throw new UsageError('bad-arguments', '--jobs takes a whole number from 1');
  }
  const { configuration, folder } = loadConfiguration(root, args.config);
  const request: Request = {
    root,
    configuration,
    configurationFolder: folder === undefined ? '' : relative(root, folder).split(sep).join('/'),
    only: args.only,
    skip: args.skip,
    dialects: args.dialect,
    certainty: args.certainty,
  };
  const { paths, unanalysed } = discoverFiles(root, args.paths, {
    extensions: everyExtension,
    includes: includesOf(request),
    ...(args.since === undefined ? {} : { since: args.since }),
  });
  const progress = openProgress(process.stderr, args.quiet);
  try {
    const analysed = await analyseInThreads(request, paths, threadsFor(paths.length, args.jobs), (done) =>
      progress.step(done, paths.length),
    );
    const texts = openTexts(root, surroundingsOf(request));
    const isWanted = (finding: Finding): boolean => finding.safety === 'safe' || args.unsafe;
    const run = { ...compose(request), paths, unanalysed, read: texts.readIf, project: texts, isWanted };
    return { ...(await plan(run, version(), analysed)), request, paths };
  } finally {
    progress.clear();
  }
}

function checkNames(
  code: 'unknown-transform' | 'unknown-dialect',
  known: readonly string[],
  named: readonly string[],
): void {
  for (const name of named) {
    if (!known.includes(name)) throw new UsageError(code, `"${name}"${didYouMean(name, known)}`);
  }
}
