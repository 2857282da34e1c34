import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cell, cellsOf, type Version } from './cells.ts';
import { startPostgres } from './postgres.ts';
import { type Means, prove, type Verdict } from './prove.ts';
import { pythonOf } from './python.ts';
import { startRedis } from './redis.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const proofs = join(root, 'proofs');

interface Options {
  /** Cells whose id or library holds one of these words; all where there is none. */
  readonly words: readonly string[];
  readonly repeat: number;
  /** Writes what was seen to `results.json`, from which `docs/proofs.md` is made. */
  readonly record: boolean;
  readonly jobs: number;
}

/** What `results.json` keeps of a cell. */
interface Result {
  readonly id: string;
  readonly language: 'javascript' | 'python';
  readonly library: string;
  readonly version: string;
  readonly installed: string;
  readonly story?: string;
  readonly shows: string;
  readonly lost: string;
  readonly after: string;
}

process.exitCode = await main(optionsOf(process.argv.slice(2)));

async function main({ words, repeat, record, jobs }: Options): Promise<number> {
  const started = performance.now();
  const isWanted = ({ id, library }: Cell) =>
    words.length === 0 || words.some((word) => `${id} ${library}`.toLowerCase().includes(word.toLowerCase()));
  const tasks = cellsOf(root)
    .filter(isWanted)
    .flatMap((cell) => cell.versions.map((version) => ({ cell, version })));
  if (tasks.length === 0) {
    console.error(`no proof is called ${words.join(' or ')}`);
    return 2;
  }
  const needs = new Set(tasks.flatMap(({ cell }) => cell.needs));
  const postgres = needs.has('postgres') ? await startPostgres() : 'not needed';
  const redis = needs.has('redis') ? await startRedis() : { url: undefined, stop() {} };
  const means: Means = { root, postgres, redis: redis.url, python: pythonOf(proofs) };
  const verdicts: { cell: Cell; version: Version; verdict: Verdict }[] = [];
  try {
    for (let turn = 1; turn <= repeat; turn += 1) {
      const queue = [...tasks];
      const work = async (): Promise<void> => {
        for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
          const from = performance.now();
          const verdict = await prove(task.cell, task.version, means);
          verdicts.push({ ...task, verdict });
          console.log(lineOf(task.cell, task.version, verdict, (performance.now() - from) / 1000, turn, repeat));
        }
      };
      await Promise.all(Array.from({ length: jobs }, work));
    }
  } finally {
    redis.stop();
    if (typeof postgres === 'object') await postgres.stop();
  }
  const failed = verdicts.filter(({ verdict }) => verdict.outcome === 'failed').length;
  if (record && failed === 0) recordResults(verdicts, words.length > 0);
  console.log(`${Math.round((performance.now() - started) / 1000)} s`);
  console.log(summaryOf(verdicts.map(({ verdict }) => verdict)));
  return failed > 0 ? 1 : 0;
}

function lineOf(
  cell: Cell,
  { label }: Version,
  verdict: Verdict,
  seconds: number,
  turn: number,
  repeat: number,
): string {
  const told =
    verdict.outcome === 'proven'
      ? `${verdict.before.lost} of ${verdict.before.of} lost before, ${verdict.after.lost} after`
      : verdict.why;
  const nth = repeat > 1 ? ` (${turn} of ${repeat})` : '';
  return `${verdict.outcome.padEnd(7)}  ${cell.id}  ${cell.library} ${label}${nth}: ${told}  ${seconds.toFixed(1)} s`;
}

function summaryOf(verdicts: readonly Verdict[]): string {
  const count = (outcome: Verdict['outcome']) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const reasons = new Set(verdicts.flatMap((verdict) => (verdict.outcome === 'skipped' ? verdict.why : [])));
  const why = reasons.size ? ` (${[...reasons].join('; ')})` : '';
  return `${count('proven')} proven, ${count('failed')} failed, ${count('skipped')} skipped${why}`;
}

function recordResults(
  verdicts: readonly { readonly cell: Cell; readonly version: Version; readonly verdict: Verdict }[],
  isPartial: boolean,
): void {
  const path = join(proofs, 'results.json');
  const results = new Map<string, Result>();
  if (isPartial && existsSync(path)) {
    for (const result of JSON.parse(readFileSync(path, 'utf8')) as Result[])
      results.set(`${result.id} ${result.version}`, result);
  }
  for (const { cell, version, verdict } of verdicts) {
    if (verdict.outcome !== 'proven') continue;
    results.set(`${cell.id} ${version.label}`, {
      id: cell.id,
      language: cell.driver === 'driver.py' ? 'python' : 'javascript',
      library: cell.library,
      version: version.label,
      installed: installedOf(cell, version),
      ...(cell.story === undefined ? {} : { story: cell.story }),
      shows: cell.shows,
      lost: `${verdict.before.lost} of ${verdict.before.of}`,
      after: `${verdict.after.lost} of ${verdict.after.of}`,
    });
  }
  const sorted = [...results.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, result]) => result);
  writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** The exact version: of the installed package, or as the list of Python packages pins it. */
function installedOf(cell: Cell, version: Version): string {
  if (cell.driver === 'driver.py') {
    const list = readFileSync(join(proofs, 'requirements', `${version.packages}.txt`), 'utf8');
    return new RegExp(`^${cell.package}(?:\\[[^\\]]*\\])?==(\\S+)`, 'mi').exec(list)?.[1] ?? version.label;
  }
  const name = version.as[cell.package] ?? cell.package;
  const manifest = join(proofs, 'node_modules', name, 'package.json');
  return existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
    : process.version;
}

function optionsOf(args: readonly string[]): Options {
  const optionOf = (name: string): number | undefined => {
    const at = args.indexOf(name);
    return at === -1 ? undefined : Number(args[at + 1]);
  };
  const isValue = (at: number) => ['--repeat', '--jobs'].includes(args[at - 1] ?? '');
  return {
    words: args.filter((arg, at) => !arg.startsWith('--') && !isValue(at)),
    repeat: optionOf('--repeat') ?? 1,
    jobs: optionOf('--jobs') ?? 2,
    record: args.includes('--record'),
  };
}
