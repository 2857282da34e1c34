import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Held } from './held.ts';
import { declaredIn, lineageOf } from './lineage.ts';

/**
 * The query that a function asks which was given one, or a class: `Account.objects`.
 * @returns nothing where it was given neither in so many words.
 */
export function queryOfPassed(file: PythonFile, held: Held, { manager }: ChainLock): string | undefined {
  const { passed, steps = [] } = held.site?.rows ?? {};
  if (passed === undefined) return undefined;
  const text = file.textOf(passed);
  if (!isClassName(text)) return steps.length > 0 || passed.type === 'attribute' ? text : undefined;
  if (manager === undefined) return undefined;
  return `${text}.${chosenBy(file, held, manager) === manager.usual ? manager.usual : manager.byDefault}`;
}

/** The attribute of a class that holds the manager with which a read of the class begins. */
export function managerAsked(file: PythonFile, held: Held, { manager }: ChainLock): string | undefined {
  const { asked, passed } = held.site?.rows ?? {};
  if (asked === undefined) return undefined;
  if (asked === passed && isClassName(file.textOf(asked))) return manager && chosenBy(file, held, manager);
  const attribute = child(asked, 'attribute');
  return attribute && file.textOf(attribute);
}

/** The manager that a class declares first, its parents' after its own; nothing where one of them is not seen. */
function chosenBy(
  file: PythonFile,
  held: Held,
  { usual, chosenBy, column }: NonNullable<ChainLock['manager']>,
): string | undefined {
  const lineage = lineageOf(file, held);
  const isChosen = new RegExp(`\\b${chosenBy}\\b`);
  if (!lineage?.isWhole || lineage.classes.some((one) => isChosen.test(one.file.textOf(one.node)))) return undefined;
  // A type alone makes nothing.
  const made = declaredIn(lineage).filter(({ maker, text }) => text !== maker);
  return made.find(({ maker }) => !column.test(maker))?.name ?? usual;
}

const isClassName = (text: string): boolean => /^(?:\w+\.)*[A-Z]\w*$/.test(text);
