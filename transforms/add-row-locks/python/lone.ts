import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import { writtenAlone } from './atomic.ts';
import type { Definition } from './called.ts';
import { changesOf } from './changes.ts';
import type { Cure } from './cures.ts';
import { modelOf } from './database.ts';
import { isChangedElsewhere } from './handed.ts';
import { declaredIn, lineageOf, methodsOf } from './lineage.ts';
import { touchedIn } from './plain-class.ts';
import { reachOf } from './reaching.ts';
import type { Judged } from './wording.ts';

/**
 * Writes the changed columns alone, where their new values do not depend on the row and nothing else of it is changed.
 * @returns undefined where it cannot be told which columns those are, or where saving the row sets others.
 */
export function loneWrite(file: PythonFile, judged: Judged, lock: ChainLock): Cure | undefined {
  const { held, changes } = judged;
  const { alone, columns: known } = lock;
  const { written } = held.chain;
  if (changes[0]?.how !== 'set' || alone === undefined || known === undefined || written.by !== 'row') return undefined;
  if (held.origin !== 'one' && held.origin !== 'loop') return undefined;
  const lineage = lineageOf(file, held);
  const node = modelOf(held);
  if (lineage?.isWhole !== true || node === undefined) return undefined;
  const model = file.textOf(node);
  const name = model.split('.').at(-1) ?? model;
  if (file.textsNaming(name).some((text) => /\bpre_save\b/.test(text))) return undefined;
  const saves = written.overridden.flatMap((method) => methodsOf(lineage, method));
  if (!saves.every((save) => passesColumnsOn(save, written.columns))) return undefined;
  const columns = declaredIn(lineage).filter(({ maker }) => known.made.test(maker));
  const isColumn = (one: string) => columns.some((column) => column.name === one || `${column.name}_id` === one);
  const mutable = new Set(columns.filter(({ maker }) => known.mutable.test(maker)).map((column) => column.name));
  const all = changesOf(file, held);
  const touched = touchedIn(lineage, known);
  const edits = held.saves.map((save) => {
    const before = all.filter(({ node: change }) => reachOf(change, save.call, held) !== 'never');
    const isSure = before.every(({ node: change, how, column }) => {
      const isSet = how === 'set' || how === 'expression';
      return isSet && isColumn(column) && reachOf(change, save.call, held) === 'always';
    });
    if (save.columns !== undefined || before.length === 0 || !isSure) return undefined;
    if (isChangedElsewhere(file, held, lineage, save.call, mutable)) return undefined;
    return writtenAlone(
      file,
      save.call,
      before.map(({ column }) => column),
      { model, touched },
      lock,
    );
  });
  if (edits.some((one) => one === undefined)) return undefined;
  return {
    edits: edits.flatMap((one) => one ?? []),
    behaviour: `Only the columns that are set here are written${touched.length > 0 ? `, with \`${touched.join('`, `')}\`` : ''}: what other processes have written into others stays.`,
  };
}

/** Whether a class's own way of writing a row takes the columns to write, or sets none. */
function passesColumnsOn({ file, node }: Definition, keyword: string): boolean {
  const parameters = file.textOf(child(node, 'parameters') ?? node);
  const body = file.textOf(child(node, 'body') ?? node);
  if (new RegExp(String.raw`\b${keyword}\b`).test(parameters))
    return new RegExp(String.raw`\b${keyword}=${keyword}\b`).test(body);
  const isPassed = /\*\*kwargs\b/.test(parameters) && /\bsave\([^)]*\*\*kwargs/.test(body);
  return isPassed && !/\bself(?:\.\w+)+[ \t]*[-+*/|&]?=[^=]|\bsetattr\(self|\bself\.\w+\(|\bkwargs\b(?!\))/.test(body);
}
