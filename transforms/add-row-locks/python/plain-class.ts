import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import { modelOf } from './database.ts';
import type { Held } from './held.ts';
import { declaredIn, type Lineage, lineageOf, methodsOf } from './lineage.ts';

/** A row whose class does no more than write it when it is saved, and the columns of that class. */
export interface PlainClass {
  /** As the code names it. */
  readonly model: string;
  readonly lineage: Lineage;
  /** Columns that every write sets anew. */
  readonly touched: readonly string[];
}

/** @returns undefined where the class, or what is called when a row of it is saved, does more, or cannot be told. */
export function plainClassOf(file: PythonFile, held: Held, { old, columns }: ChainLock): PlainClass | undefined {
  const { written } = held.chain;
  const lineage = lineageOf(file, held);
  const node = modelOf(held);
  const model = node && file.textOf(node);
  if (lineage === undefined || model === undefined) return undefined;
  const texts = lineage.classes.map((one) => one.file.textOf(one.node));
  if (texts.some((text) => old?.unless?.test(text))) return undefined;
  if (written.by === 'row') {
    if (!lineage.isWhole || written.overridden.some((method) => methodsOf(lineage, method).length > 0))
      return undefined;
    if (isExtended(file, model, written.overridden)) return undefined;
  }
  const name = model.split('.').at(-1) ?? model;
  if (file.textsNaming(name).some((text) => /\b(?:pre|post)_save\b/.test(text))) return undefined;
  return { model, lineage, touched: touchedIn(lineage, columns) };
}

/** The columns that a class says every write sets anew. */
export function touchedIn(lineage: Lineage, columns: ChainLock['columns']): string[] {
  return declaredIn(lineage).flatMap(({ name, text }) => (columns?.touched?.test(text) ? [name] : []));
}

/** Whether a class that inherits from a model writes its rows in a way of its own. */
function isExtended(file: PythonFile, model: string, methods: readonly string[]): boolean {
  const name = model.split('.').at(-1) ?? model;
  const heir = new RegExp(String.raw`^[ \t]*class[ \t]+\w+\([^)]*\b${name}\b`, 'm');
  const own = new RegExp(String.raw`\bdef[ \t]+(?:${methods.join('|')})\b`);
  return file.textsNaming(name).some((text) => heir.test(text) && own.test(text));
}
