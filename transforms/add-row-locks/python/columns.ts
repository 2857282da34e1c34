import type { PythonFile } from '../../../src/languages/python/file.ts';

/**
 * Whether the project makes an attribute of a class with a field or a column of its own, by the text of the files that
 * name it: a property that gives a new dict each time, or a set of related rows, holds nothing that a save writes.
 */
export function isDefinedAsColumn(file: PythonFile, name: string): boolean {
  const made = new RegExp(String.raw`^[ \t]+${name}[ \t]*(?::[^=\n]+)?=[ \t]*(?:\w+\.)*(\w+)\(`, 'gm');
  return file
    .textsNaming(name)
    .some((text) => [...text.matchAll(made)].some(([, maker = '']) => field.test(maker) && !relation.test(maker)));
}

const field = /(?:Field|Column|mapped_column)$/;
const relation = /^(?:ManyToMany|ForeignKey|OneToOne)/;
