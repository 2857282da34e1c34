import { languageOf } from '../src/engine/analyse.ts';
import type { Project } from '../src/model/source.ts';

/** A project of texts, all of which may be edited. */
export const projectOf = (files: ReadonlyMap<string, string>): Project => ({
  read: (path) => files.get(path),
  mentioning: (word) =>
    [...files].flatMap(([path, text]) => (languageOf(path) && text.includes(word) ? path : [])).sort(),
  list: (folder) => {
    const below = [...files.keys()].filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
    return [...new Set(below.map((path) => folder + path.replace(/\/.*/s, '/')))].sort();
  },
  mayEdit: () => true,
});
