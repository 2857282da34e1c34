import { relative, resolve, sep } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { transforms } from '../../transforms/index.ts';
import { openTexts } from '../engine/discover-texts.ts';
import { plan } from '../engine/plan.ts';
import { compose, type Request, surroundingsOf } from './compose.ts';
import { loadConfiguration } from './configuration.ts';
import { version } from './version.ts';

interface Order {
  readonly ticket: number;
  readonly id: string;
  readonly file: { readonly path: string; readonly source: string };
  readonly unsafe: boolean;
}

parentPort?.on('message', async ({ ticket, id, file, unsafe }: Order) => {
  try {
    parentPort?.postMessage({ ticket, text: await rewriteFile(id, file, unsafe) });
  } catch (error) {
    parentPort?.postMessage({ ticket, error: error instanceof Error ? error.message : String(error) });
  }
});

/**
 * One file under jscodeshift's own runner. The runner reads and writes; this finds and rewrites, for one transform.
 * @param file as jscodeshift hands it over: its path, and its text.
 * @param unsafe includes the rewrites that want a review.
 * @returns the new text, or undefined where nothing changes: the runner then counts the file as unmodified.
 * @throws where the file does not parse, so that the runner counts an error.
 */
async function rewriteFile(
  id: string,
  file: { readonly path: string; readonly source: string },
  unsafe: boolean,
): Promise<string | undefined> {
  const root = process.cwd();
  const path = relative(root, resolve(root, file.path)).split(sep).join('/');
  const { configuration, folder } = loadConfiguration(root, undefined);
  const request: Request = {
    root,
    configuration,
    configurationFolder: folder === undefined ? '' : relative(root, folder).split(sep).join('/'),
    only: [id],
    skip: undefined,
    dialects: undefined,
    certainty: undefined,
  };
  const composed = compose(request);
  const texts = openTexts(root, surroundingsOf(request));
  const project = { ...texts, read: (other: string) => (other === path ? file.source : texts.read(other)) };
  const { report, outputs } = await plan(
    {
      ...composed,
      knowledge: { ...composed.knowledge, transforms: transforms.filter((transform) => transform.id === id) },
      paths: [path],
      unanalysed: [],
      read: (_, passes) => (passes(Buffer.from(file.source)) ? { text: file.source } : undefined),
      project,
      isWanted: ({ safety, edits }) =>
        // The runner writes one file at a time: a rewrite of several is not for it.
        (safety === 'safe' || unsafe) && edits.every((edit) => edit.path === path),
    },
    version(),
  );
  const [unanalysed] = report.unanalysed;
  if (unanalysed) throw new Error(`${unanalysed.reason}: ${unanalysed.detail}`);
  return outputs[0]?.after;
}
