import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import type { Cell, Version } from './cells.ts';
import { run } from './process.ts';

/** A program, and what the tool has made of it. */
export interface Program {
  /** The folder of the program as it was. */
  readonly input: string;
  /** The folder of what the tool wrote; where the cell has a refusal, of what a person wrote. */
  readonly output: string;
  /** What is wrong with what the tool did: it wrote nothing, or it wrote where it was to refuse. */
  readonly fault: string | undefined;
  /** The folder of the output with a part of it broken on purpose, where the cell has one. */
  readonly broken: string | undefined;
}

/**
 * Lays a program out twice, and runs the tool on the second.
 * @param root of the repository.
 * @param work an empty folder.
 * @throws where the tool fails.
 */
export async function programOf(root: string, cell: Cell, work: string): Promise<Program> {
  const input = join(work, 'input');
  const output = join(work, 'output');
  for (const folder of [input, output]) {
    mkdirSync(folder, { recursive: true });
    if (statSync(cell.program).isDirectory()) cpSync(cell.program, folder, { recursive: true });
    else cpSync(cell.program, join(folder, nameOf(cell)));
  }
  const fault = await faultOf(root, cell, input, output);
  return { input, output, fault, broken: fault ? undefined : brokenOf(cell, output, join(work, 'broken')) };
}

async function faultOf(root: string, cell: Cell, input: string, output: string): Promise<string | undefined> {
  const unstale = toolOf(root, cell, output);
  await unstale('migrate', '--allow-no-vcs', '--allow-dirty');
  const isChanged = !isSame(input, output);
  if (cell.refusal === undefined) return isChanged ? undefined : 'the tool changes nothing in the program';
  if (isChanged) return 'the tool writes where it was to refuse';
  const refused = await refusalsOf(unstale);
  if (refused.join() !== cell.refusal) return `the tool says ${refused.join() || 'nothing'}`;
  // The manual step, as a person does it after having read the finding.
  cpSync(join(cell.folder, 'by-hand'), output, { recursive: true });
  const left = await refusalsOf(unstale);
  return left.length > 0 ? `the tool still says ${left.join()}` : undefined;
}

/** @throws where what is to be broken is not in the output. */
function brokenOf({ broken }: Cell, output: string, folder: string): string | undefined {
  if (broken === undefined) return undefined;
  cpSync(output, folder, { recursive: true });
  const holders = filesOf(folder).filter((file) => readFileSync(join(folder, file), 'utf8').includes(broken.without));
  if (holders.length === 0) throw new Error(`the tool does not write \`${broken.without}\``);
  for (const file of holders) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(broken.without, broken.instead));
  }
  return folder;
}

/**
 * Makes a folder in which one side of a program can run: around it is what its driver needs.
 * @param folder one that does not exist, below `proofs/`, so that the program finds the libraries.
 */
export function layOut(root: string, cell: Cell, version: Version, program: string, folder: string): void {
  const parts = { recursive: true, force: false };
  cpSync(program, folder, parts);
  // What stands around the program never replaces a file of it.
  const isOutside = (path: string) => !['proof.json', 'by-hand'].includes(basename(path));
  cpSync(cell.folder, folder, { ...parts, filter: isOutside });
  if (cell.sharedFolder) cpSync(cell.sharedFolder, folder, { ...parts, filter: isOutside });
  cpSync(join(root, 'proofs/shared'), folder, parts);
  for (const [name, installed] of Object.entries(version.as)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { recursive: true, force: true });
    symlinkSync(join(root, 'proofs/node_modules', installed), link);
  }
}

type Tool = (...args: string[]) => Promise<string>;

/** `unstale` in a folder, with the transform of the cell alone and all that it may find and write. */
function toolOf(root: string, cell: Cell, cwd: string): Tool {
  const bin = process.env['UNSTALE_BIN'] ?? join(root, 'bin/unstale.js');
  const [transform = ''] = cell.id.split('/');
  const configuration = join(cell.folder, 'unstale.config.json');
  const options = ['--only', transform, '--unsafe', '--certainty', 'possible'];
  if (existsSync(configuration)) options.push('--config', configuration);
  return async (...args) => {
    const { code, stdout, stderr } = await run(process.execPath, [bin, ...args, ...options], { cwd });
    // `check` ends with 1 where it has something to say.
    if (code === 0 || (code === 1 && args[0] === 'check')) return stdout;
    throw new Error(`unstale ${args.join(' ')} ended with ${code}: ${stderr || stdout}`);
  };
}

async function refusalsOf(unstale: Tool): Promise<string[]> {
  const report = JSON.parse(await unstale('check', '--format', 'json')) as { findings: { refusal: string | null }[] };
  return [...new Set(report.findings.map(({ refusal }) => refusal ?? 'a rewrite'))];
}

/** Whether two folders hold the same files with the same bytes. */
function isSame(a: string, b: string): boolean {
  const files = filesOf(a);
  return (
    files.join('\n') === filesOf(b).join('\n') &&
    files.every((file) => readFileSync(join(a, file)).equals(readFileSync(join(b, file))))
  );
}

/** The paths of all files below a folder, sorted. */
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

/** A fixture of one file may pretend a path; see `case.json`. */
function nameOf(cell: Cell): string {
  const path = join(dirname(cell.program), 'case.json');
  const settings: { path?: unknown } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  return typeof settings.path === 'string' ? basename(settings.path) : `program${extname(cell.program)}`;
}
