import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { transforms } from '../../transforms/index.ts';
import { uncommittedOf } from '../engine/discover-git.ts';
import { groupOutputs } from '../engine/groups.ts';
import { type Written, writeFiles } from '../engine/write-files.ts';
import { type Recovered, recover } from '../engine/write-journal.ts';
import { UsageError } from '../model/errors.ts';
import { jsonReport } from '../report/json.ts';
import { findingsText, unanalysedText } from '../report/text.ts';
import { exitCodeOf } from './exit-code.ts';
import type { CommonArguments } from './options.ts';
import { refusalSentence } from './refusals.ts';
import { type Planned, planRun } from './run.ts';
import { openTerminal } from './terminal.ts';

/** `unstale migrate`: writes the rewrites, and says what was written, what was not, and what was checked. */
export async function migrate(
  args: CommonArguments,
  options: { allowDirty: boolean; allowNoVcs: boolean; format: 'text' | 'json' },
): Promise<void> {
  const terminal = openTerminal(args);
  const recovered = recover(process.cwd());
  if (recovered) terminal.note(recoveredText(recovered));
  const planned = await planRun(args);
  const { report, outputs, applied, request } = planned;
  const files = new Map(outputs.map(({ path }) => [path, realpathSync(join(request.root, path))]));
  const { unversioned, dirty } = uncommittedOf(files);
  if (unversioned.length && !options.allowNoVcs) throw new UsageError('no-version-control', unversioned.join(', '));
  if (dirty.length && !options.allowDirty) throw new UsageError('dirty-files', dirty.join(', '));
  // An output that cannot be written is better known before the files are.
  if (args.output !== undefined) terminal.result('');
  const result = undisturbed(() => writeFiles(request.root, groupOutputs(outputs, applied)));
  if (options.format === 'json') {
    terminal.result(jsonReport(report));
    for (const { path, reason } of result.notWritten) terminal.note(`not written: ${path}: ${reason}\n`);
  } else {
    terminal.result(resultText(planned, result, args, terminal.colours.result));
  }
  process.exitCode = exitCodeOf(report, false, result.notWritten.length);
}

/** Holds back Ctrl-C while files are being replaced, so that the temporary files never outlive the run. */
function undisturbed<Result>(work: () => Result): Result {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = (signal: NodeJS.Signals) => {
    for (const name of signals) process.removeListener(name, stop);
    process.kill(process.pid, signal);
  };
  for (const name of signals) process.on(name, stop);
  try {
    return work();
  } finally {
    // Signals that came meanwhile are delivered before this.
    setImmediate(() => {
      for (const name of signals) process.removeListener(name, stop);
    });
  }
}

function resultText(
  { report, applied, outputs, analysis }: Planned,
  { written, notWritten }: Written,
  args: CommonArguments,
  colours: boolean,
): string {
  const isWritten = new Set(written);
  const done = applied.filter(({ path }) => isWritten.has(path));
  const held = report.findings.filter(
    ({ outcome, safety }) => outcome === 'rewrite' && safety === 'review' && !args.unsafe,
  );
  const refused = report.findings.filter(({ outcome }) => outcome === 'refuse');
  const context = { transforms, sentence: refusalSentence, colours, unsafe: args.unsafe };
  const parts: string[] = [];
  for (const path of written) {
    parts.push(`wrote ${path}\n`);
    for (const { line, transform, symbol } of done.filter((finding) => finding.path === path)) {
      parts.push(`  line ${line}: ${transform} at ${symbol}\n`);
    }
  }
  for (const { path, reason } of notWritten) parts.push(`not written: ${path}: ${reason}\n`);
  if (refused.length) parts.push('\nRefused, and why:\n', findingsText(refused, context));
  if (held.length)
    parts.push(
      '\nNot written without --unsafe, because something else would change too:\n',
      findingsText(held, context),
    );
  parts.push(unanalysedText(report));
  if (args.quiet) return parts.join('');
  const { files, analysed } = report.summary;
  parts.push(
    written.length ? '\nChecked before writing:\n' : '\nNothing was written. Checked:\n',
    `  ${analysed} of ${files} files analysed (${analysis.parsed} parsed; the others name nothing that could be found)\n`,
    `  ${outputs.length} of ${outputs.length} rewritten files parse\n`,
    notWritten.length ? '' : `  a second run has nothing left to write\n`,
    `  ${files - written.length} of ${files} files left alone, byte for byte\n`,
    `${plural(done.length, 'rewrite')} in ${plural(written.length, 'file')} written · ${refused.length} refused · ${held.length} held back\n`,
  );
  return parts.join('');
}

function recoveredText({ putBack, leftAlone }: Recovered): string {
  return [
    'A run was killed while it wrote. Files that it left half done have their former text again.\n',
    ...putBack.map((path) => `put back: ${path}\n`),
    ...leftAlone.map(({ path, original }) => `edited since: ${path}; its former text is in ${original}\n`),
    '\n',
  ].join('');
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
