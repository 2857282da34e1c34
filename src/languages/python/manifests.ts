import type { Project } from '../../model/source.ts';

const manifestNames = [
  'pyproject.toml',
  'requirements.txt',
  'requirements.in',
  'requirements/base.txt',
  'requirements/base.in',
  'requirements/common.txt',
  'requirements/main.txt',
  'requirements/production.txt',
  'requirements/prod.txt',
  'requirements-base.txt',
  'requirements-dev.txt',
  'requirements_dev.txt',
  'dev-requirements.txt',
  'setup.py',
  'setup.cfg',
  'Pipfile',
  'tox.ini',
  'manage.py',
];

/** What makes a folder a package that is built. */
const packaging = [
  { name: 'pyproject.toml', says: /^\[(?:build-system|tool\.poetry)\]/m },
  { name: 'setup.py', says: /\bsetup\(/ },
  { name: 'setup.cfg', says: /^\[metadata\]/m },
];

/** Tells which manifest makes a file's project depend on a package. */
export interface Manifests {
  /** @returns the path of the nearest manifest, up the tree, that names one of the packages. */
  naming(path: string, packages: readonly string[]): string | undefined;
  /**
   * Whether another file may belong to the same project, where a repository holds several: it stands below the folder
   * of the manifest that names one of the packages.
   */
  sharesProject(path: string, other: string, packages: readonly string[]): boolean;
  /** @returns the path of the nearest manifest, up the tree, that says how the project is made into a package. */
  describingPackage(path: string): string | undefined;
}

/** Reads each folder's manifests once, and keeps the words of those that are there. */
export function manifestsOf(project: Project): Manifests {
  const byFolder = new Map<string, readonly { path: string; words: ReadonlySet<string> }[]>();
  const manifestsIn = (folder: string) => {
    let found = byFolder.get(folder);
    if (found === undefined) {
      found = manifestNames.flatMap((name) => {
        const path = folder === '' ? name : `${folder}/${name}`;
        const text = project.read(path);
        return text === undefined ? [] : [{ path, words: new Set(wordsIn(text)) }];
      });
      byFolder.set(folder, found);
    }
    return found;
  };
  const naming = (path: string, packages: readonly string[]): string | undefined => {
    const wanted = packages.map(normalised);
    for (let at = path; at !== ''; ) {
      at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '';
      const manifest = manifestsIn(at).find(({ words }) => wanted.some((name) => words.has(name)));
      if (manifest !== undefined) return manifest.path;
    }
    return undefined;
  };
  return {
    naming,
    sharesProject(path, other, packages) {
      const manifest = naming(path, packages)?.replace(/(?:^|\/)requirements\/[^/]+$/, '/') ?? '';
      return other.startsWith(manifest.slice(0, manifest.lastIndexOf('/') + 1).replace(/^\//, ''));
    },
    describingPackage(path) {
      for (let at = path; at !== ''; ) {
        at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '';
        const found = packaging.flatMap(({ name, says }) => {
          const manifest = at === '' ? name : `${at}/${name}`;
          return says.test(project.read(manifest) ?? '') ? manifest : [];
        });
        if (found[0] !== undefined) return found[0];
      }
      return undefined;
    },
  };
}

/** Whole names only: `django-filter` is no `django`; `django.core` is one. */
function wordsIn(text: string): readonly string[] {
  return (text.replace(/#.*/g, '').match(/[A-Za-z0-9][\w-]*/g) ?? []).map(normalised);
}

/** Package names are equal but for case and the choice of `-`, `_` and `.` (PEP 503). */
function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
