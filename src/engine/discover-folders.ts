import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore from 'ignore';

/** What there is below a folder; paths relative to the root, with forward slashes. */
export interface Walked {
  readonly files: string[];
  /** Symbolic links, of which none was followed. */
  readonly links: string[];
  readonly unreadable: { readonly path: string; readonly detail: string }[];
}

/**
 * Lists what no .gitignore from the root downwards excludes, where git itself cannot be asked.
 * @param folder relative to the root; where it is ignored itself, naming it is asking for it.
 * @param isSkipped folders by name that are not entered.
 */
export function walkFolder(root: string, folder: string, isSkipped: (name: string) => boolean): Walked {
  const isIgnored = ignoringBelow(root);
  const start = join(root, folder);
  const top = folder && isIgnored(start, true, root) ? start : root;
  const walked: Walked = { files: [], links: [], unreadable: [] };
  const pending = [start];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    let entries: Dirent[];
    try {
      entries = readdirSync(at, { withFileTypes: true });
    } catch (error) {
      walked.unreadable.push({
        path: slashed(relative(root, at)),
        detail: error instanceof Error ? error.message : String(error),
      });
      continue;
    }
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (isIgnored(path, entry.isDirectory(), top)) continue;
      if (entry.isDirectory()) {
        if (!isSkipped(entry.name)) pending.push(path);
      } else if (entry.isFile()) walked.files.push(slashed(relative(root, path)));
      else if (entry.isSymbolicLink()) walked.links.push(slashed(relative(root, path)));
    }
  }
  return walked;
}

/** Tells by the .gitignore files between a top folder and a path; the nearest that has a word on it decides. */
function ignoringBelow(root: string): (path: string, isDirectory: boolean, top: string) => boolean {
  const rules = new Map<string, ReturnType<typeof ignore> | undefined>();
  const rulesOf = (folder: string) => {
    if (!rules.has(folder)) {
      const file = join(folder, '.gitignore');
      rules.set(folder, existsSync(file) ? ignore().add(readFileSync(file, 'utf8')) : undefined);
    }
    return rules.get(folder);
  };
  return (path, isDirectory, top) => {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const verdict = rulesOf(folder)?.test(slashed(relative(folder, path)) + (isDirectory ? '/' : ''));
      if (verdict?.ignored) return true;
      if (verdict?.unignored || folder === top || folder === root) return false;
    }
  };
}

const slashed = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));
