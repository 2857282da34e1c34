import type { Project } from '../../model/source.ts';

/** What the package.json files from a file's folder up to the root say. */
export interface Manifests {
  /** Whether one of them depends on a package, in whatever way. */
  dependsOn(path: string, packageName: string): boolean;
  /** What the package that a file belongs to is called; undefined where the nearest package.json has no name. */
  nameOf(path: string): string | undefined;
  /** The folder, with its closing slash, of a package that stands in one workspace with a file; undefined where it is not found. */
  folderOf(path: string, packageName: string): string | undefined;
  /** Whether the package that a file belongs to is public, and the file, or what is built of it, is one that it names. */
  offers(path: string): boolean;
}

interface Manifest {
  readonly [field: string]: unknown;
}

/** Reads package.json files through the project, each once. */
export function manifestsIn(project: Project): Manifests {
  const known = new Map<string, ReadonlySet<string>>();
  /** What the manifest of a folder and those above it depend on. */
  const around = (folder: string): ReadonlySet<string> => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const own = dependenciesIn(project.read(`${folder}package.json`));
    const above = folder === '' ? own : around(folderOf(folder.slice(0, -1)));
    const dependencies = own.size === 0 ? above : new Set([...own, ...above]);
    known.set(folder, dependencies);
    return dependencies;
  };
  const nearest = (path: string): { folder: string; manifest: Manifest } | undefined =>
    foldersUp(path)
      .map((folder) => ({ folder, text: project.read(`${folder}package.json`) }))
      .filter(({ text }) => text !== undefined)
      .map(({ folder, text }) => ({ folder, manifest: parsed(text) }))[0];
  return {
    dependsOn: (path, packageName) => around(folderOf(path)).has(packageName),
    nameOf(path) {
      const name = nearest(path)?.manifest['name'];
      return typeof name === 'string' ? name : undefined;
    },
    folderOf: (path, packageName) =>
      foldersUp(path)
        .flatMap((folder) => membersIn(folder, project).flatMap((glob) => placesOf(packageName, folder + glob)))
        .find((folder) => parsed(project.read(`${folder}package.json`))['name'] === packageName),
    offers(path) {
      const { folder = '', manifest = {} } = nearest(path) ?? {};
      if (typeof manifest['name'] !== 'string' || manifest['private'] === true) return false;
      const own = withoutEnding(path.slice(folder.length));
      return entriesOf(manifest).some((entry) => sourcesOf(entry).some((source) => source.test(own)));
    },
  };
}

/** The folders around a file, innermost first, each with its closing slash; the root is ''. */
export function foldersUp(path: string): string[] {
  const folder = folderOf(path);
  return folder === '' ? [''] : [folder, ...foldersUp(folder.slice(0, -1))];
}

/** The folder of a file, with its closing slash; the root is ''. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The package that an import specifier names: `@scope/name` of `@scope/name/deep`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The globs of a workspace's packages, as npm, Yarn and pnpm write them; empty for a folder that is no workspace. */
function membersIn(folder: string, project: Project): string[] {
  const told = parsed(project.read(`${folder}package.json`))['workspaces'];
  const globs: unknown = Array.isArray(told) ? told : (told as { packages?: unknown } | undefined)?.packages;
  // Whatever else is listed there: only a folder whose package.json has the name is taken.
  const listed = project.read(`${folder}pnpm-workspace.yaml`)?.matchAll(/^\s*-\s*(["']?)([^"'#\n]+)\1\s*$/gm) ?? [];
  return [
    ...(Array.isArray(globs) ? globs.filter((glob) => typeof glob === 'string') : []),
    ...[...listed].map(([, , glob = '']) => glob),
  ];
}

/** Where a package may stand by a glob of its workspace: the files of a project cannot be listed by their endings. */
function placesOf(packageName: string, glob: string): string[] {
  const [base = '', ...rest] = glob.replace(/\/$/, '').split('/*');
  if (rest.length === 0) return [`${base}/`];
  const flat = packageName.replace('@', '').replace('/', '-');
  return [packageName.slice(packageName.indexOf('/') + 1), flat].map((name) => `${base}/${name}/`);
}

/** The files that a package names for those who import it. */
function entriesOf({ main, module, types, typings, exports }: Manifest): string[] {
  const texts = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  const entries = [main, module, types, typings, exports].flatMap(texts);
  return entries.length ? entries : ['index.js'];
}

/** Where the source of an entry may stand: `dist/index.js` is built of `src/index.ts`. */
function sourcesOf(entry: string): RegExp[] {
  const stem = withoutEnding(entry.replace(/^\.\//, ''));
  const bare = stem.replace(/^(?:(?:dist|build|out|lib|esm?|cjs|src)\/)+/, '');
  const asPattern = (text: string) =>
    text
      .split('*')
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.*');
  return [new RegExp(`^${asPattern(stem)}$`), new RegExp(`^(?:(?:src|lib)/)?${asPattern(bare)}$`)];
}

function withoutEnding(path: string): string {
  return path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '').replace(/\/$/, '/index');
}

function dependenciesIn(text: string | undefined): ReadonlySet<string> {
  const manifest = parsed(text);
  const fields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
  return new Set(fields.flatMap((field) => Object.keys(manifest[field] ?? {})));
}

function parsed(text: string | undefined): Manifest {
  try {
    const value: unknown = JSON.parse(text?.replace(/^\uFEFF/, '') ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Manifest) : {};
  } catch {
    // A manifest that cannot be read depends on nothing: then no receiver is taken for a library's by its name alone.
    return {};
  }
}
