import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Analysis, analyseFiles } from '../engine/analyse.ts';
import { openTexts } from '../engine/discover-texts.ts';
import { compose, type Request, surroundingsOf } from './compose.ts';

/** What a thread is handed. */
export interface Share {
  readonly request: Request;
  readonly paths: readonly string[];
  /** One 32-bit counter: the next block that no thread has taken. */
  readonly next: SharedArrayBuffer;
}

/** Files a thread takes at a time: enough that taking costs nothing, few enough that no thread waits for another. */
const block = 64;

/** Below this a thread costs more than it saves: 40 ms to start one, 1,500 files read and filtered in 20. */
const filesThatPayForAThread = 1500;

/** How many threads a run is worth. */
export function threadsFor(files: number, asked: number | undefined): number {
  const most = Math.max(1, Math.ceil(files / block));
  if (asked !== undefined) return Math.min(most, asked);
  return Math.min(most, availableParallelism(), 8, 1 + Math.floor(files / filesThatPayForAThread));
}

/**
 * Analyses files in several threads, this one among them. The result does not depend on their number.
 * @param step told how many files have been taken.
 */
export async function analyseInThreads(
  request: Request,
  paths: readonly string[],
  threads: number,
  step: (done: number) => void,
): Promise<Analysis> {
  const share: Share = { request, paths, next: new SharedArrayBuffer(4) };
  const others = Array.from({ length: threads - 1 }, () => runWorker(share));
  const analyses = await Promise.all([analyseShare(share, step), ...others]);
  const [first, ...rest] = analyses;
  for (const analysis of rest) {
    first.findings.push(...analysis.findings);
    first.unanalysed.push(...analysis.unanalysed);
    first.idleSuppressions.push(...analysis.idleSuppressions);
    for (const [path, text] of analysis.texts) first.texts.set(path, text);
    first.suppressed += analysis.suppressed;
    first.parsed += analysis.parsed;
    first.parsedUnits += analysis.parsedUnits;
  }
  return first;
}

/** Analyses the blocks of files that this thread gets hold of. */
export function analyseShare(
  { request, paths, next }: Share,
  step: (done: number) => void = () => {},
): Promise<Analysis> {
  const { knowledge, settings, kits } = compose(request);
  const texts = openTexts(request.root, surroundingsOf(request));
  const counter = new Int32Array(next);
  function* taken(): Generator<string> {
    for (;;) {
      const from = Atomics.add(counter, 0, block);
      if (from >= paths.length) return;
      step(Math.min(from + block, paths.length));
      yield* paths.slice(from, from + block);
    }
  }
  return analyseFiles(taken(), texts.readIf, texts, kits, knowledge, settings);
}

function runWorker(share: Share): Promise<Analysis> {
  return new Promise((resolve, reject) => {
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./worker.${ending}`, import.meta.url), { workerData: share });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => code && reject(new Error(`a thread ended with ${code}`)));
  });
}
