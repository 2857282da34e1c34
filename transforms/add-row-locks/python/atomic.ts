import { statementAround } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { importedAs } from '../../../src/languages/python/imports.ts';
import { isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Cure } from './cures.ts';
import { classText } from './database.ts';
import { filled } from './lock.ts';
import type { Judged } from './wording.ts';

/**
 * Has the database compute the new value: where the row is read, one column of it gets more or less, and it is written,
 * and nothing else is done with it.
 * @returns undefined where that is not so, or where the row's class does more than write when it is saved.
 */
export function atomicWrite(file: PythonFile, { held, changes, save }: Judged, { old }: ChainLock): Cure | undefined {
  const { binding, chain, saves, site } = held;
  const { written } = chain;
  const [change, ...others] = changes;
  const amount = change?.amount;
  const model = site?.rows?.model;
  if (old === undefined || model === undefined || change === undefined || amount === undefined) return undefined;
  if (others.length > 0 || saves.length > 1 || save.columns !== undefined) return undefined;
  const statement = statementAround(change.node);
  const block = statement.parent === undefined ? [] : named(statement.parent);
  const next = block[block.indexOf(statement) + 1];
  const isNext = next !== undefined && statementAround(save.call) === next;
  const isOwn = (read: PythonNode) => isWithin(read, statement) || (isNext && isWithin(read, next));
  if (!(isNext || save.call.type === 'end') || !binding.reads.every(isOwn)) return undefined;
  const own = classText(file, held);
  const name = file.textOf(model);
  if (own === undefined || old.unless?.test(own)) return undefined;
  const overridden = written.by === 'row' ? written.overridden : [];
  if (overridden.some((method) => new RegExp(String.raw`\bdef\s+${method}\b`).test(own))) return undefined;
  const last = name.split('.').at(-1) ?? name;
  if (file.textsNaming(last).some((text) => /\b(?:pre|post)_save\b/.test(text))) return undefined;
  const imported = old.path === undefined ? { name: '', edits: [] } : importedAs(file, old.path);
  if (imported === undefined) return undefined;
  const { path } = file;
  const holes = { column: change.column, model: name };
  const value = filled(old.code, holes);
  const spelled = old.path === undefined ? value : value.replace(/^\w+/, imported.name);
  const added = /^[\w.]+(?:\([^()]*\))?$/.test(file.textOf(amount.value))
    ? file.textOf(amount.value)
    : `(${file.textOf(amount.value)})`;
  const target = file.textOf(change.node);
  const { end } = save.call;
  const alone =
    old.written === undefined ? [] : [{ path, start: end - 1, end: end - 1, text: filled(old.written, holes) }];
  return {
    edits: [
      ...imported.edits,
      { path, start: statement.start, end: statement.end, text: `${target} = ${spelled} ${amount.sign} ${added}` },
      ...alone,
    ],
    behaviour: `The database computes \`${target}\`; the instance holds an expression until it is read anew, and only that column is written.`,
  };
}
