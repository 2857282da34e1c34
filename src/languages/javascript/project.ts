import { createRequire } from 'node:module';
import { posix } from 'node:path';
import type { ts } from 'ts-morph';
import type { Project } from '../../model/source.ts';
import { foldersUp } from './manifests.ts';
import { isFlow, parseJavaScript } from './parse.ts';

/** What names in tsconfig.json and package.json stand for. */
export interface PathAliases {
  /**
   * @param from the importing file.
   * @param specifier not relative.
   * @returns the path of the file of this project that it means.
   */
  resolve(from: string, specifier: string): string | undefined;
  /** Whether `paths` may name a package: TypeScript asks them before what is installed. */
  mayName(from: string, packageName: string): boolean;
}

let loaded: typeof ts | undefined;

/** The compiler as ts-morph exports it: 244 ms to load, so only where an alias is followed or a file is written. */
function compiler(): typeof ts {
  loaded ??= (createRequire(import.meta.url)('ts-morph') as { ts: typeof ts }).ts;
  return loaded;
}

/** The first syntax error of a text, in the words of the compiler's parser; Flow's types are read by Babel alone. */
export function syntaxErrorIn(path: string, text: string): string | undefined {
  const compilers = compiler();
  const kind = kindOf(path);
  const source = compilers.createSourceFile(path, text, compilers.ScriptTarget.Latest, false, kind);
  const [error] = (source as unknown as { parseDiagnostics: ts.Diagnostic[] }).parseDiagnostics;
  if (error === undefined) return undefined;
  if (isFlow(path, text)) {
    const parsed = parseJavaScript(path, text);
    return 'ast' in parsed ? undefined : parsed.detail;
  }
  const { line } = compilers.getLineAndCharacterOfPosition(source, error.start ?? 0);
  return `line ${line + 1}: ${compilers.flattenDiagnosticMessageText(error.messageText, ' ')}`;
}

function kindOf(path: string): ts.ScriptKind {
  const { ScriptKind } = compiler();
  if (path.endsWith('.tsx')) return ScriptKind.TSX;
  return /\.[cm]?ts$/.test(path) ? ScriptKind.TS : ScriptKind.JSX;
}

/** Follows `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json, and `imports` of package.json. */
export function pathAliasesIn(project: Project): PathAliases {
  const options = new Map<string, ts.CompilerOptions>();
  const texts = new Map<string, string>();
  return {
    mayName(from, packageName) {
      const path = nearest(project, from);
      if (path === undefined) return false;
      const text = texts.get(path) ?? extendedText(project, path);
      texts.set(path, text);
      const [scope] = packageName.split('/', 1);
      return text.includes(`"${packageName}`) || (packageName !== scope && text.includes(`"${scope}/*"`));
    },
    resolve(from, specifier) {
      const configuration = nearest(project, from);
      if (configuration === undefined && !specifier.startsWith('#')) return undefined;
      const path = configuration ?? '';
      const known = options.get(path) ?? optionsIn(project, configuration);
      options.set(path, known);
      const host = { fileExists: existsIn(project), readFile: readIn(project) };
      const { resolvedModule } = compiler().resolveModuleName(specifier, absolute(from), known, host);
      const found = resolvedModule?.resolvedFileName.slice(1);
      return found === undefined || found.includes('node_modules/') ? undefined : found;
    },
  };
}

/** The nearest configuration that may name paths: a text without these words is not worth loading the compiler. */
function nearest(project: Project, from: string): string | undefined {
  for (const folder of foldersUp(from)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const text = project.read(folder + name);
      if (text !== undefined) return /"(?:paths|baseUrl|extends)"/.test(text) ? folder + name : undefined;
    }
  }
  return undefined;
}

/** The text of a configuration, and of the files of the project that it extends: enough to tell which words are in none. */
function extendedText(project: Project, path: string, depth = 0): string {
  const text = project.read(path) ?? '';
  const [, extended = ''] = /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text) ?? [];
  const bases = depth > deepest ? [] : [...extended.matchAll(/"(\.[^"]*)"/g)];
  return bases.reduce((all, [, base = '']) => {
    const meant = posix.join(posix.dirname(path), base);
    return all + extendedText(project, meant.endsWith('.json') ? meant : `${meant}.json`, depth + 1);
  }, text);
}

/** Configurations may extend one another in a circle. */
const deepest = 5;

function optionsIn(project: Project, configuration: string | undefined): ts.CompilerOptions {
  const compilers = compiler();
  const fallback = { moduleResolution: compilers.ModuleResolutionKind.Bundler, module: compilers.ModuleKind.ESNext };
  if (configuration === undefined) return fallback;
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    readDirectory: () => [],
    fileExists: existsIn(project),
    readFile: readIn(project),
  };
  const { config } = compilers.readConfigFile(absolute(configuration), host.readFile);
  const folder = absolute(configuration).replace(/\/[^/]*$/, '') || '/';
  const { options } = compilers.parseJsonConfigFileContent(
    config ?? {},
    host,
    folder,
    undefined,
    absolute(configuration),
  );
  return { ...options, ...fallback };
}

/** The compiler wants absolute paths: the root stands for itself. */
function absolute(path: string): string {
  return `/${path}`;
}

function readIn(project: Project): (path: string) => string | undefined {
  return (path) => project.read(path.slice(1));
}

function existsIn(project: Project): (path: string) => boolean {
  return (path) => !path.includes('/node_modules/') && project.read(path.slice(1)) !== undefined;
}
