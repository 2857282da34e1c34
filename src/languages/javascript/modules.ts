import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Project } from '../../model/source.ts';
import { type Manifests, manifestsIn, packageOf } from './manifests.ts';
import { type Module, moduleOf } from './module.ts';
import { parseJavaScript } from './parse.ts';
import type { PathAliases } from './project.ts';

/** The files that imports lead to, over one run. */
export interface Modules {
  readonly manifests: Manifests;
  /** A file that is open already: its text may be newer than what the project reads. */
  add(module: Module): Module;
  /** Where an import leads: a file of the project, or undefined for a package or nothing. */
  imported(from: Module, specifier: string): Module | undefined;
  /**
   * Whether what an import leads to may export a name; false only where it is a file that does not, through no
   * `export *` either. A folder's index passes on hundreds of files, and few of them are worth opening for one name.
   */
  mayExport(from: string, specifier: string, name: string): boolean;
  /** A file by its path; undefined where there is none, or where it does not parse. */
  open(path: string): Module | undefined;
}

/** @param aliases resolves what tsconfig's `paths` and package.json's `imports` name. */
export function modulesIn(project: Project, aliases: PathAliases): Modules {
  const manifests = manifestsIn(project);
  const opened = new Map<string, Module>();
  const resolved = new Map<string, string | undefined>();
  const offered = new Map<string, Offered | undefined>();

  const keep = (module: Module): Module => {
    opened.delete(module.path);
    opened.set(module.path, module);
    for (const oldest of opened.keys()) {
      if (opened.size <= mostOpen) break;
      opened.delete(oldest);
    }
    return module;
  };
  const open = (path: string): Module | undefined => {
    const before = opened.get(path);
    if (before !== undefined) return keep(before);
    const text = project.read(path);
    if (text === undefined) return undefined;
    const parsed = parseJavaScript(path, text);
    return 'ast' in parsed ? keep(moduleOf(path, text, parsed.ast)) : undefined;
  };
  const pathOf = (from: string, specifier: string): string | undefined => {
    if (/^\.\.?(?:\/|$)/.test(specifier)) {
      const candidates = candidatesFor(posix.join(posix.dirname(from), specifier));
      return candidates.find((path) => opened.has(path) || project.read(path) !== undefined);
    }
    // `node:fs`, and the virtual modules of a framework's own loader.
    if (specifier.includes(':') || isBuiltin(specifier)) return undefined;
    const name = packageOf(specifier);
    return manifests.dependsOn(from, name) && !aliases.mayName(from, name)
      ? undefined
      : aliases.resolve(from, specifier);
  };

  const leadsTo = (from: string, specifier: string): string | undefined => {
    const key = `${posix.dirname(from)}\0${specifier}`;
    if (!resolved.has(key)) resolved.set(key, pathOf(from, specifier));
    return resolved.get(key);
  };
  const offeredBy = (path: string): Offered | undefined => {
    if (!offered.has(path)) offered.set(path, namesIn(open(path)));
    return offered.get(path);
  };
  const mayExport = (from: string, specifier: string, name: string, asked: Set<string>): boolean => {
    const path = leadsTo(from, specifier);
    const offer = path === undefined ? undefined : offeredBy(path);
    if (path === undefined || !offer || offer.names.has(name) || offer.names.has('=')) return true;
    if (asked.has(path)) return false;
    asked.add(path);
    return offer.stars.some((star) => mayExport(path, star, name, asked));
  };

  return {
    manifests,
    open,
    add(module) {
      offered.delete(module.path);
      return keep(module);
    },
    imported(from, specifier) {
      const path = leadsTo(from.path, specifier);
      return path === undefined ? undefined : open(path);
    },
    mayExport: (from, specifier, name) => mayExport(from, specifier, name, new Set()),
  };
}

/** The names that a file exports: they are kept when its tree is not. */
interface Offered {
  readonly names: ReadonlySet<string>;
  readonly stars: readonly string[];
}

/** @returns undefined for a file that cannot be read: nobody knows what it exports. */
function namesIn(module: Module | undefined): Offered | undefined {
  return module && { names: new Set(module.exports.named.keys()), stars: module.exports.stars };
}

/** Trees kept at a time: memory is bounded by this, not by the project. */
const mostOpen = 64;

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];

/** The files that a relative import may mean; TypeScript's own `./a.js` means `./a.ts`. */
function candidatesFor(target: string): string[] {
  if (target.startsWith('..')) return [];
  const written = /\.([cm]?)jsx?$/.exec(target);
  const sources = written
    ? ['ts', 'tsx'].map((ending) => target.replace(/\.[cm]?jsx?$/, `.${written[1]}${ending}`))
    : [];
  const exact = /\.[cm]?[jt]sx?$/.test(target) ? [target] : [];
  const folder = target === '.' ? '' : `${target.replace(/\/$/, '')}/`;
  const added = target === '.' || target.endsWith('/') ? [] : endings.map((ending) => target + ending);
  return [...exact, ...sources, ...added, ...endings.map((ending) => `${folder}index${ending}`)];
}
