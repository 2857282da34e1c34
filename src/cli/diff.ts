import { transforms } from '../../transforms/index.ts';
import { folderInWorkTree } from '../engine/discover-git.ts';
import { jsonReport } from '../report/json.ts';
import { patchOf } from '../report/patch.ts';
import { findingsText, summaryText } from '../report/text.ts';
import { exitCodeOf } from './exit-code.ts';
import type { CommonArguments } from './options.ts';
import { refusalSentence } from './refusals.ts';
import { planRun } from './run.ts';
import { openTerminal } from './terminal.ts';

/** `unstale diff`: the patch to standard output; before each file's hunks, its findings to standard error. */
export async function diff(
  args: CommonArguments,
  options: { exitCode: boolean; format: 'patch' | 'json' },
): Promise<void> {
  const terminal = openTerminal(args);
  const { report, outputs, request } = await planRun(args);
  // git reads the names in a patch from the top of the work tree, in whatever folder it is applied.
  const folder = folderInWorkTree(request.root);
  const outputOf = new Map(outputs.map((output) => [output.path, output]));
  if (options.format === 'json') {
    terminal.result(jsonReport(report));
  } else {
    if (args.output !== undefined) terminal.result('');
    const context = { transforms, sentence: refusalSentence, colours: terminal.colours.note, unsafe: args.unsafe };
    const paths = new Set([...report.findings.map(({ path }) => path), ...outputOf.keys()]);
    for (const path of [...paths].sort((a, b) => (a < b ? -1 : 1))) {
      const findings = report.findings.filter((finding) => finding.path === path);
      if (findings.length) terminal.note(findingsText(findings, context));
      const output = outputOf.get(path);
      if (output) terminal.result(patchOf(output, terminal.colours.result, folder));
    }
    if (!args.quiet) terminal.note(summaryText(report, context));
  }
  process.exitCode = exitCodeOf(report, options.exitCode && outputs.length > 0);
}
