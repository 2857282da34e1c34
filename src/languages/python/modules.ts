import type { Project } from '../../model/source.ts';

/** Where the modules of a project are, and what they are called. */
export interface Modules {
  /**
   * The file of an absolute import as one file would find it.
   * @param importer the path of the importing file.
   * @param module its dotted name.
   */
  fileOf(importer: string, module: string): string | undefined;
  /**
   * The file and the dotted name of a relative import.
   * @param level the number of dots.
   * @param module what follows them; empty in `from . import x`.
   */
  relative(importer: string, level: number, module: string): { file: string | undefined; name: string };
  /** The dotted name under which a file is imported. */
  nameOf(path: string): string;
}

/** Files that stand in the root of a project. */
const markers = ['pyproject.toml', 'manage.py', 'setup.py', 'setup.cfg'];

/** Reads the layout of a project as questions come; it keeps names and no texts. */
export function modulesOf(project: Project): Modules {
  const present = new Map<string, boolean>();
  const isFile = (path: string): boolean => {
    let known = present.get(path);
    if (known === undefined) {
      known = project.read(path) !== undefined;
      present.set(path, known);
    }
    return known;
  };
  const isMarked = (folder: string) => folder === '' || markers.some((name) => isFile(join(folder, name)));
  // Habit puts an `__init__.py` into roots as well.
  const isPackage = (folder: string) => isFile(join(folder, '__init__.py')) && !isMarked(folder);

  const rootsByFolder = new Map<string, readonly string[]>();
  /** The roots that a folder brings: itself, `src`, and what its configuration names. */
  const rootsAt = (folder: string): readonly string[] => {
    let roots = rootsByFolder.get(folder);
    if (roots === undefined) {
      const marked = isMarked(folder);
      const texts = marked
        ? ['pyproject.toml', 'setup.cfg', 'pytest.ini'].map((name) => project.read(join(folder, name)))
        : [];
      const configured = texts.flatMap((text) => (text === undefined ? [] : sourceRootsIn(text)));
      roots = [...new Set([folder, ...(marked ? ['src', ...configured] : []).map((name) => join(folder, name))])];
      rootsByFolder.set(folder, roots);
    }
    return roots;
  };

  const fileIn = (root: string, module: string): string | undefined => {
    const base = join(root, module.replaceAll('.', '/'));
    return [join(base, '__init__.py'), `${base}.py`].find(isFile);
  };

  const nameOf = (path: string): string => {
    const bare = path.replace(/(^|\/)__init__\.py$/, '').replace(/\.pyi?$/, '');
    let top = folderOf(path);
    if (isPackage(top)) while (isPackage(top)) top = folderOf(top);
    else {
      const marked = foldersUp(path).find(isMarked) ?? '';
      const roots = rootsAt(marked).filter((root) => root === '' || path.startsWith(`${root}/`));
      top = roots.toSorted((a, b) => b.length - a.length)[0] ?? '';
    }
    return bare.slice(top === '' ? 0 : top.length + 1).replaceAll('/', '.');
  };

  return {
    nameOf,
    fileOf(importer, module) {
      for (const folder of foldersUp(importer)) {
        if (isPackage(folder)) continue;
        for (const root of rootsAt(folder)) {
          const file = fileIn(root, module);
          if (file !== undefined) return file;
        }
      }
      return undefined;
    },
    relative(importer, level, module) {
      let folder = folderOf(importer);
      for (let up = 1; up < level; up += 1) folder = folderOf(folder);
      const file = module === '' ? [join(folder, '__init__.py')].find(isFile) : fileIn(folder, module);
      const name = [nameOf(join(folder, '__init__.py')), module].filter((part) => part !== '').join('.');
      return { file, name: file === undefined ? name : nameOf(file) };
    },
  };
}

/** The folders that a configuration text names as roots of imports: setuptools, Poetry, pytest. */
function sourceRootsIn(text: string): readonly string[] {
  const settings = [
    /^\s*where\s*=\s*(.*)$/gm,
    /^\s*pythonpath\s*=\s*(\[[^\]]*\]|.*)$/gm,
    /\bfrom\s*=\s*(["'][^"']+["'])/g,
    /""\s*=\s*(["'][^"']+["'])/g,
  ];
  return settings
    .flatMap((setting) => [...text.matchAll(setting)].map((match) => match[1] ?? ''))
    .flatMap((value) => value.replace(/#.*/g, '').match(/[\w./-]+/g) ?? [])
    .map((name) => name.replace(/^(\.\/)+|\/+$/g, ''))
    .filter((name) => !name.startsWith('..') && !name.startsWith('/'));
}

function foldersUp(path: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folderOf(path); ; at = folderOf(at)) {
    folders.push(at);
    if (at === '') return folders;
  }
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** Two parts of a path, either of them empty or `.` for the folder itself. */
function join(folder: string, name: string): string {
  const parts = [folder, name].filter((part) => part !== '' && part !== '.');
  return parts.join('/');
}
