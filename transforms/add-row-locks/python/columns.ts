import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { Held } from './held.ts';
import { declaredIn, lineageOf } from './lineage.ts';
import { filled } from './lock.ts';

/**
 * Whether the project makes an attribute of a class with a field or a column of its own, by the text of the files that
 * name it: a property that gives a new dict each time, or a set of related rows, holds nothing that a save writes.
 */
export function isDefinedAsColumn(file: PythonFile, name: string): boolean {
  return makersOf(file, name).some((maker) => field.test(maker) && !relation.test(maker));
}

/** What the classes of a project make attributes of a name with, by their text. */
function makersOf(file: PythonFile, name: string): string[] {
  const made = new RegExp(String.raw`^[ \t]+${name}[ \t]*(?::[^=\n]+)?=[ \t]*(?:\w+\.)*(\w+)\(`, 'gm');
  return file.textsNaming(name).flatMap((text) => [...text.matchAll(made)].map(([, maker = '']) => maker));
}

/** Whether an attribute of a row holds other rows, which a write of the row leaves as they are. */
export function holdsRows(file: PythonFile, held: Held, name: string): boolean {
  const { written } = held.chain;
  if (written.by !== 'session') return false;
  const lineage = lineageOf(file, held);
  const own = lineage && declaredIn(lineage).find((declared) => declared.name === name);
  if (own !== undefined) return written.relation.test(own.maker);
  if (lineage === undefined && makersOf(file, name).some((maker) => written.relation.test(maker))) return true;
  const back = new RegExp(filled(written.back, { name }));
  return file.textsNaming(name).some((text) => back.test(text));
}

/** Whether a write writes a column of a row that was changed in place. */
export function isWrittenInPlace(file: PythonFile, held: Held, name: string): boolean {
  const { callable, binding, chain } = held;
  if (chain.written.by === 'row') return !isPartial(file, held);
  const { told, tracked } = chain.written;
  const telling = new RegExp(String.raw`\b${told}\(\s*${binding.name}\s*,\s*["']${name}["']`);
  if (telling.test(file.textOf(callable))) return true;
  const lineage = lineageOf(file, held);
  const own = lineage && declaredIn(lineage).find((declared) => declared.name === name);
  return own !== undefined && tracked.test(own.text);
}

/** Whether a write leaves the columns alone that were given no value. */
export function isPartial(file: PythonFile, held: Held): boolean {
  const { written } = held.chain;
  if (written.by === 'session') return true;
  const { partial } = written;
  const classes = partial && lineageOf(file, held)?.classes;
  return classes?.some(({ file: home, node }) => partial?.test(home.textOf(node))) === true;
}

const field = /(?:Field|Column|mapped_column)$/;
const relation = /^(?:ManyToMany|ForeignKey|OneToOne)/;
