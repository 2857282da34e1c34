import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** What the TypeScript compiler says of the fixtures' programs, before and after. */
export interface TypeCheck {
  /** How many were compiled. */
  readonly programs: number;
  /** Those whose client Prisma would have to generate first. */
  readonly left: number;
  /** Errors that a program has after the rewrite, and had not before: `<case>/<file>: <error>`. */
  readonly added: readonly string[];
}

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  jsx: ts.JsxEmit.Preserve,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  moduleDetection: ts.ModuleDetectionKind.Force,
  esModuleInterop: true,
  types: ['node'],
};

/**
 * Compiles every fixture program in TypeScript as it is and as it is to be, with the types of the installed libraries.
 * The fixture tests hold that the second is what the tool writes.
 * @param work an empty folder below the one that has the libraries.
 */
export function checkTypes(fixtures: string, work: string): TypeCheck {
  const cases = casesIn(fixtures);
  const kept = cases.filter((one) => !textsOf(one.input).some((text) => text.includes('@prisma/client')));
  const files = (['input', 'expected'] as const).flatMap((side) =>
    kept.flatMap((one) => laidOut(one[side], join(work, side, one.id), side)),
  );
  const program = ts.createProgram(files, options);
  const errors = { input: new Map<string, number>(), expected: new Map<string, number>() };
  for (const { file, code, messageText } of ts.getPreEmitDiagnostics(program)) {
    const [side = '', ...path] = file === undefined ? [] : relative(work, file.fileName).split(/[\\/]/);
    if (side !== 'input' && side !== 'expected') continue;
    const key = `${path.join('/')}: TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    errors[side].set(key, (errors[side].get(key) ?? 0) + 1);
  }
  const added = [...errors.expected].filter(([key, count]) => count > (errors.input.get(key) ?? 0));
  return { programs: kept.length, left: cases.length - kept.length, added: added.map(([key]) => key) };
}

interface TypedCase {
  readonly id: string;
  readonly input: string;
  readonly expected: string;
}

/** The cases that are rewritten and hold TypeScript. */
function casesIn(fixtures: string): TypedCase[] {
  const folders = (folder: string) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? join(folder, entry.name) : [],
    );
  return folders(fixtures)
    .flatMap(folders)
    .flatMap(folders)
    .flatMap((folder) => {
      const names = readdirSync(folder);
      const [input, expected] = ['input', 'expected'].map((side) => names.find((name) => name.split('.')[0] === side));
      if (input === undefined || expected === undefined) return [];
      const one = { id: relative(fixtures, folder), input: join(folder, input), expected: join(folder, expected) };
      return filesIn(one.input).some(isTypeScript) ? [one] : [];
    });
}

function laidOut(from: string, to: string, side: string): string[] {
  mkdirSync(to, { recursive: true });
  const isFolder = statSync(from).isDirectory();
  // A lone program has the same name on both sides.
  cpSync(from, isFolder ? to : join(to, `program${from.slice(from.lastIndexOf(side) + side.length)}`), {
    recursive: true,
  });
  return filesIn(to).filter(isTypeScript);
}

const isTypeScript = (path: string): boolean => /\.[cm]?tsx?$/.test(path);

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}

const textsOf = (path: string): string[] => filesIn(path).map((file) => readFileSync(file, 'utf8'));
