import type { Project } from '../../model/source.ts';

/** What the package.json files from a file's folder up to the root say. */
export interface Manifests {
  /** Whether one of them depends on a package, in whatever way. */
  dependsOn(path: string, packageName: string): boolean;
  /** What the package that a file belongs to is called; undefined where the nearest package.json has no name. */
  nameOf(path: string): string | undefined;
}

interface Manifest {
  readonly [field: string]: unknown;
}

/** Reads package.json files through the project, each once. */
export function manifestsIn(project: Project): Manifests {
  const known = new Map<string, ReadonlySet<string>>();
  const inFolder = (folder: string): ReadonlySet<string> => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const dependencies = dependenciesIn(project.read(`${folder}package.json`));
    known.set(folder, dependencies);
    return dependencies;
  };
  return {
    dependsOn: (path, packageName) => foldersUp(path).some((folder) => inFolder(folder).has(packageName)),
    nameOf(path) {
      const text = foldersUp(path)
        .map((folder) => project.read(`${folder}package.json`))
        .find((one) => one !== undefined);
      const { name } = parsed(text);
      return typeof name === 'string' ? name : undefined;
    },
  };
}

/** The folders around a file, innermost first, each with its closing slash; the root is ''. */
export function foldersUp(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    parts
      .slice(0, parts.length - up)
      .map((part) => `${part}/`)
      .join(''),
  );
}

/** The package that an import specifier names: `@scope/name` of `@scope/name/deep`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
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
